"""What a community is about."""

from attrs import frozen


@frozen
class Scope:
    """What a community is about, for its front page and its forms.

    Attributes:
        subject: What opinions are exchanged about.
        outside: What does not belong here.
    """

    subject: str
    outside: tuple[str, ...]
