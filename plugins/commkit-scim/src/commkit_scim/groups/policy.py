"""What a change of a group comes to; no database."""

from collections.abc import Collection, Iterator

from attrs import frozen

from commkit import MemberId

_AT_ONCE = 10_000
"""Members in one statement, at most."""


@frozen(kw_only=True)
class GroupDifference:
    """In what a group differs from what is said of it now.

    Attributes:
        title: Its name from then on.
        external_id: Its id there from then on.
        renamed: Whether one of these is another one.
        joining: Who comes in.
        leaving: Who goes.
    """

    title: str
    external_id: str
    renamed: bool
    joining: frozenset[MemberId]
    leaving: frozenset[MemberId]

    @property
    def is_any(self) -> bool:
        """Whether anything is different."""
        return self.renamed or bool(self.joining or self.leaving)


def in_parts(members: Collection[MemberId]) -> Iterator[list[MemberId]]:
    """Members in parts that one statement takes, in order."""
    ordered = sorted(members)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
