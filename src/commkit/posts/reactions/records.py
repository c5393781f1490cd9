"""How often a reaction was given."""

from attrs import frozen


@frozen
class ReactionCount:
    """How often a reaction was given to a post.

    Attributes:
        reaction: Which.
        local_count: By members here.
        imported_count: Brought along by an import that does not tell who gave them.
    """

    reaction: str
    local_count: int
    imported_count: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.local_count + self.imported_count
