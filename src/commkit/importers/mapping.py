"""What was taken before, under which id: each batch asks it first and adds to it last, all in one transaction."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from commkit.importers import statements as sql
from commkit.importers.records import ImportResult
from commkit.importers.statements import TargetPost
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

MEMBER = "member"
TAG = "tag"
POST = "post"
COMMENT = "comment"
VOTE = "vote"
LEFT_OUT = "left"
"""A post that was left out for good."""
ACCEPTED = "accepted"
"""`question/answer`: the source says that the one accepted the other, which may come later."""


class ImportOrigin(Protocol):
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
        context: Of the command.
        origin: The command.
        kind: What the rows are.
        external_ids: The ids of all rows at the source.
    """

    def __init__(
        self, context: Context, origin: ImportOrigin, kind: str, external_ids: Iterable[str]
    ) -> None:
        context.run(sql.LOCK)
        self._session = context
        self._origin = origin
        self._kind = kind
        self._known: dict[str, UUID] = dict(find_noted(context, origin.source, kind, external_ids))
        self._notes: list[dict[str, object]] = []
        self._taken = 0
        self._skipped: Counter[str] = Counter()

    def is_noted(self, external_id: str) -> bool:
        """Whether the row is there already; then it is counted as such."""
        run = self._known.get(external_id)
        if run is not None:
            self.skip("duplicate id" if run == self._origin.run else "already imported")
        return run is not None

    def mark_imported(self, external_id: str, id: UUID | None = None) -> None:
        """Count the row as taken, and note it."""
        self._known[external_id] = self._origin.run
        self._taken += 1
        self._notes.append(self._note(self._kind, external_id, id))

    def skip(self, reason: str) -> None:
        """Count a row that is not taken."""
        self._skipped[reason] += 1

    def note_also(self, kind: str, external_ids: Iterable[str]) -> None:
        """Note something beside the rows; to note it twice changes nothing."""
        self._session.run_many(
            sql.ADD_NOTE_IF_NEW, [self._note(kind, external_id) for external_id in external_ids]
        )

    def finish(self) -> ImportResult:
        """Write the notes; gives the counts."""
        self._session.run_many(sql.ADD_NOTE, self._notes)
        return ImportResult(self._taken, dict(self._skipped))

    def _note(self, kind: str, external_id: str, id: UUID | None = None) -> dict[str, object]:
        return {
            "source": self._origin.source,
            "kind": kind,
            "external_id": external_id,
            "id": id,
            "run": self._origin.run,
        }


def find_noted(
    context: Context, source: str, kind: str, external_ids: Iterable[str]
) -> list[tuple[str, UUID]]:
    """Those of some ids of the source that were noted, each with the run that noted it."""
    found: list[tuple[str, UUID]] = []
    if wanted := sorted(set(external_ids)):
        found = context.rows(sql.NOTED, source=source, kind=kind, external_ids=wanted)
    return found


def imported_members(
    context: Context, source: str, external_ids: Iterable[str | None]
) -> dict[str | None, tuple[MemberId, str]]:
    """The members here with their names, by their ids at the source."""
    wanted = sorted({external_id for external_id in external_ids if external_id is not None})
    found = (
        context.rows(sql.IMPORTED_MEMBERS, source=source, kind=MEMBER, external_ids=wanted) if wanted else []
    )
    return {external_id: (MemberId(id), name) for external_id, id, name in found}


class TargetPosts:
    """The posts here that rows of a batch refer to.

    Args:
        context: Of the command.
        source: Where the rows come from.
        external_ids: The posts' ids there.
        word: What such a post is called in reasons.
    """

    def __init__(
        self, context: Context, source: str, external_ids: Iterable[str], *, word: str = "post"
    ) -> None:
        wanted = sorted(set(external_ids))
        found = (
            context.rows(sql.TARGET_POSTS, source=source, kind=POST, external_ids=wanted) if wanted else []
        )
        self.here = {place.external_id: place for place in found}
        missing = (external_id for external_id in wanted if external_id not in self.here)
        self._left = {external_id for external_id, _ in find_noted(context, source, LEFT_OUT, missing)}
        self._word = word

    def resolve(self, external_id: str) -> TargetPost | str:
        """The post, or why nothing can be put to it."""
        place = self.here.get(external_id)
        if place is None:
            return f"{self._word} {'not taken' if external_id in self._left else 'absent'}"
        return f"{self._word} taken down" if place.removed else place
