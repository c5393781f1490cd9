"""The record of what is held."""

from attrs import frozen

from commkit.runtime.model.ids import CommunityId


@frozen
class HeldRows:
    """How many rows of a person are held in a community, and so were not erased; nobody is told why.

    Attributes:
        community: The community.
        rows: How many rows still have something about the person. They are erased once they are released.
    """

    community: CommunityId
    rows: int
