"""The rule of a tag."""

from attrs import frozen


@frozen
class TagRule:
    """What holds for a tag that is reserved, or that another one is set in the stead of.

    Attributes:
        name: The tag.
        post_count: Threads that stand and bear it.
        synonym_of: The tag that is set in its stead, if there is one.
        reserved: Whether only stewards may set it.
    """

    name: str
    post_count: int
    synonym_of: str | None
    reserved: bool
