"""The people of an export: since when each is known, and as which members they are imported."""

from collections.abc import Iterable
from datetime import datetime

from commkit.importers.discussions.records import Author
from commkit.importers.discussions.units import Unit
from commkit.importers.records import ExternalMember

_WRITER = "writer"


class People:
    """Who wrote, and since when.

    Args:
        source: The name of the source, a prefix of the keys of members.

    Attributes:
        listed: The ids of those of whom the export has a row.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._since: dict[str, datetime] = {}
        self.listed: set[str] = set()

    def see(self, author: Author, at: datetime | None) -> None:
        """Remember that somebody wrote something."""
        if author.id is not None and at is not None:
            self._since[author.id] = min(at, self._since.get(author.id, at))

    def member(self, id: str, name: str, joined_at: datetime | None, *, now: datetime) -> ExternalMember:
        """The member of a row; one who joined nobody knows when did so when they first wrote, or now."""
        return member_of(self._source, id, name, joined_at or self._since.get(id, now))

    def authors(self, units: Iterable[Unit]) -> Iterable[ExternalMember]:
        """The members who wrote some posts, but for those with a row of their own."""
        for unit in units:
            author = unit.author
            if author.id is not None and not author.listed:
                yield self.member(author.id, author.name, None, now=unit.post.created_at)


def member_of(source: str, id: str, name: str, joined_at: datetime) -> ExternalMember:
    """Somebody with an account at the source.

    Args:
        source: The name of the source, a prefix of the keys of members.
        id: Their external id.
        name: What they are called; empty where the source does not say.
        joined_at: When they joined, or wrote first.
    """
    named = name or f"{_WRITER} {id.rpartition(' ')[2][:6]}"
    return ExternalMember(external_id=id, key=f"{source}:{id}", name=named, joined_at=joined_at)
