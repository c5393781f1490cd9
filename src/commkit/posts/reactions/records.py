"""How often a reaction was given."""

from attrs import frozen


@frozen
class ReactionCount:
    """How often a reaction was given to a post.

    Attributes:
        reaction: The name of the reaction.
        local_count: Given by members of this community.
        imported_count: Counted by an import whose source does not name who gave them.
    """

    reaction: str
    local_count: int
    imported_count: int

    @property
    def count(self) -> int:
        """Local and imported ones together."""
        return self.local_count + self.imported_count
