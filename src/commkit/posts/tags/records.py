"""A tag and its count."""

from attrs import frozen


@frozen
class Tag:
    """A word under which threads are found.

    Attributes:
        name: Lower-case, without spaces.
        post_count: Threads that stand and bear it.
    """

    name: str
    post_count: int
