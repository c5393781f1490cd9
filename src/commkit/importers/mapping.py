"""What was taken before, under which id: each batch asks it first and adds to it last, all in one transaction."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from commkit.importers import statements as sql
from commkit.importers.records import Taken
from commkit.importers.statements import Place
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

MEMBER = "member"
TAG = "tag"
POST = "post"
COMMENT = "comment"
VOTE = "vote"
LEFT = "left"
"""A post that was left out for good."""
ACCEPTED = "accepted"
"""`question/answer`: the source says that the one accepted the other, which may come later."""


class Origin(Protocol):
    """What every command of an import tells of itself."""

    @property
    def source(self) -> str:
        """Where the rows come from."""
        ...

    @property
    def run(self) -> UUID:
        """Which import it is."""
        ...


class Batch:
    """Counts what becomes of each row of a batch, and notes what was taken.

    Args:
        session: Of the command.
        origin: The command.
        kind: What the rows are.
        externals: The ids of all rows at the source.
    """

    def __init__(self, session: Session, origin: Origin, kind: str, externals: Iterable[str]) -> None:
        session.run(sql.LOCK)
        self._session = session
        self._origin = origin
        self._kind = kind
        self._known: dict[str, UUID] = dict(known(session, origin.source, kind, externals))
        self._notes: list[dict[str, object]] = []
        self._taken = 0
        self._skipped: Counter[str] = Counter()

    def has(self, external: str) -> bool:
        """Whether the row is there already; then it is counted as such."""
        run = self._known.get(external)
        if run is not None:
            self.skip("duplicate id" if run == self._origin.run else "already imported")
        return run is not None

    def take(self, external: str, id: UUID | None = None) -> None:
        """Count the row as taken, and note it."""
        self._known[external] = self._origin.run
        self._taken += 1
        self._notes.append(self._note(self._kind, external, id))

    def skip(self, reason: str) -> None:
        """Count a row that is not taken."""
        self._skipped[reason] += 1

    def also(self, kind: str, externals: Iterable[str]) -> None:
        """Note something beside the rows; to note it twice changes nothing."""
        self._session.run_many(sql.NOTE_NEW, [self._note(kind, external) for external in externals])

    def done(self) -> Taken:
        """Write the notes; gives the counts."""
        self._session.run_many(sql.NOTE, self._notes)
        return Taken(self._taken, dict(self._skipped))

    def _note(self, kind: str, external: str, id: UUID | None = None) -> dict[str, object]:
        return {
            "source": self._origin.source,
            "kind": kind,
            "external": external,
            "id": id,
            "run": self._origin.run,
        }


def known(session: Session, source: str, kind: str, externals: Iterable[str]) -> list[tuple[str, UUID]]:
    """Those of some ids of the source that were noted, each with the run that noted it."""
    found: list[tuple[str, UUID]] = []
    if wanted := sorted(set(externals)):
        found = session.rows(sql.KNOWN, source=source, kind=kind, externals=wanted)
    return found


def people(
    session: Session, source: str, externals: Iterable[str | None]
) -> dict[str | None, tuple[MemberId, str]]:
    """The members here with their names, by their ids at the source."""
    wanted = sorted({external for external in externals if external is not None})
    found = session.rows(sql.PEOPLE, source=source, kind=MEMBER, externals=wanted) if wanted else []
    return {external: (MemberId(id), name) for external, id, name in found}


class Places:
    """The posts here that rows of a batch refer to.

    Args:
        session: Of the command.
        source: Where the rows come from.
        externals: The posts' ids there.
        word: What such a post is called in reasons.
    """

    def __init__(
        self, session: Session, source: str, externals: Iterable[str], *, word: str = "post"
    ) -> None:
        wanted = sorted(set(externals))
        found = session.rows(sql.PLACES, source=source, kind=POST, externals=wanted) if wanted else []
        self.here = {place.external: place for place in found}
        missing = (external for external in wanted if external not in self.here)
        self._left = {external for external, _ in known(session, source, LEFT, missing)}
        self._word = word

    def at(self, external: str) -> Place | str:
        """The post, or why nothing can be put to it."""
        place = self.here.get(external)
        if place is None:
            return f"{self._word} {'not taken' if external in self._left else 'absent'}"
        return f"{self._word} taken down" if place.down else place
