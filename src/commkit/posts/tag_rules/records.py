"""The rule of a tag."""

from attrs import frozen


@frozen
class TagRule:
    """A tag that is a synonym or reserved.

    Attributes:
        name: The tag.
        post_count: Visible threads that have it.
        synonym_of: The tag that it stands for; None if it is not a synonym.
        reserved: Whether only members with `posts.use_reserved_tags` may set it.
    """

    name: str
    post_count: int
    synonym_of: str | None
    reserved: bool
