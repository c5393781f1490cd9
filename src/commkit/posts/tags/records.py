"""A tag and its count."""

from attrs import frozen


@frozen
class Tag:
    """A name under which threads are found.

    Attributes:
        name: Lower-case, without spaces.
        post_count: Threads that have it and stand for no audience; removed ones are not among them.
    """

    name: str
    post_count: int
