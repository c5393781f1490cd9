"""A tag and its count."""

from attrs import frozen


@frozen
class Tag:
    """A name under which threads are found.

    Attributes:
        name: Lower-case, without spaces.
        post_count: Visible threads that have it.
    """

    name: str
    post_count: int
