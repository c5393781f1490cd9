"""The rule of a tag."""

from attrs import frozen


@frozen
class TagRule:
    """A tag that is a synonym or reserved.

    Attributes:
        name: The tag.
        post_count: Threads that have it and stand for no audience; removed ones are not among them.
        synonym_of: The tag that it stands for; None if it is not a synonym.
        reserved: Whether only members with `posts.use_reserved_tags` may set it.
    """

    name: str
    post_count: int
    synonym_of: str | None
    reserved: bool
