"""The mapping from external ids to ids here. A batch reads it first and adds to it last, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from commkit.importers import statements as sql
from commkit.importers.messages import ImportCommand
from commkit.importers.records import ImportResult, TargetPost
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

MEMBER = "member"
TAG = "tag"
POST = "post"
COMMENT = "comment"
VOTE = "vote"
UPLOAD = "upload"
"""A file of a post: attached once, also where it is deleted since."""
SKIPPED_POST = "skipped"
"""A post that was skipped for good."""
REVISION = "revision"
VERSION = "version"
"""`post@version`: the version at which the import of its history left a post; one with another was edited here."""
TAG_WIKI = "tag wiki"
TAG_WIKI_VERSION = "tag wiki version"
"""`wiki@version`: the same of a part of a tag's wiki."""
ACCEPTED = "accepted"
"""`question/answer`: at the source, the question accepted the answer, which may be imported later."""


class Batch:
    """The result of each row of a batch: counts, and the mapping of what was imported.

    Args:
        context: The context of the command.
        origin: The command.
        kind: The kind of the rows.
        external_ids: The external ids of all rows.
    """

    def __init__(
        self, context: Context, origin: ImportCommand, kind: str, external_ids: Iterable[str]
    ) -> None:
        context.run(sql.LOCK)
        self._session = context
        self._origin = origin
        self._kind = kind
        self._known: dict[str, UUID] = dict(find_mapped(context, origin.source, kind, external_ids))
        self._entries: list[dict[str, object]] = []
        self._imported = 0
        self._skipped: Counter[str] = Counter()

    def is_imported(self, external_id: str) -> bool:
        """Whether the row was imported before; then it is counted as skipped."""
        run = self._known.get(external_id)
        if run is not None:
            self.skip("duplicate id" if run == self._origin.run else "already imported")
        return run is not None

    def mark_imported(self, external_id: str, id: UUID | None = None) -> None:
        """Count the row as imported, and map its id."""
        self._known[external_id] = self._origin.run
        self._imported += 1
        self._entries.append(self._entry(self._kind, external_id, id))

    def skip(self, reason: str) -> None:
        """Count a row as skipped, by its reason."""
        self._skipped[reason] += 1

    def add_mappings(self, kind: str, external_ids: Iterable[str]) -> None:
        """Add entries of another kind to the mapping; entries that exist stay as they are."""
        self._session.run_many(
            sql.ADD_MAPPING_IF_NEW, [self._entry(kind, external_id) for external_id in external_ids]
        )

    def finish(self, changes: Mapping[str, int] = MappingProxyType({})) -> ImportResult:
        """Write the mapping.

        Args:
            changes: What became of the rows that were imported.

        Returns:
            The counts.
        """
        self._session.run_many(sql.ADD_MAPPING, self._entries)
        return ImportResult(self._imported, dict(self._skipped), dict(changes))

    def _entry(self, kind: str, external_id: str, id: UUID | None = None) -> dict[str, object]:
        return {
            "source": self._origin.source,
            "kind": kind,
            "external_id": external_id,
            "id": id,
            "run": self._origin.run,
        }


def find_mapped(
    context: Context, source: str, kind: str, external_ids: Iterable[str]
) -> list[tuple[str, UUID]]:
    """Those of some external ids that are in the mapping, each with the run that added it."""
    found: list[tuple[str, UUID]] = []
    if wanted := sorted(set(external_ids)):
        found = context.rows(sql.MAPPED, source=source, kind=kind, external_ids=wanted)
    return found


def imported_members(
    context: Context, source: str, external_ids: Iterable[str | None]
) -> dict[str | None, tuple[MemberId, str]]:
    """The imported members with their names, by their external ids."""
    wanted = sorted({external_id for external_id in external_ids if external_id is not None})
    found = (
        context.rows(sql.IMPORTED_MEMBERS, source=source, kind=MEMBER, external_ids=wanted) if wanted else []
    )
    return {external_id: (MemberId(id), name) for external_id, id, name in found}


def imported_people(
    context: Context, source: str, external_ids: Iterable[str | None]
) -> dict[str | None, MemberId | None]:
    """The imported members by their external ids; None for those who were erased, of whom nothing is added."""
    wanted = sorted({external_id for external_id in external_ids if external_id is not None})
    found = (
        context.rows(sql.IMPORTED_PEOPLE, source=source, kind=MEMBER, external_ids=wanted) if wanted else []
    )
    return {external_id: None if erased else MemberId(id) for external_id, id, erased in found}


class TargetPosts:
    """The imported posts that rows of a batch refer to.

    Args:
        context: Of the command.
        source: The name of the source.
        external_ids: The posts' external ids.
        word: The word for such a post in reasons.
    """

    def __init__(
        self, context: Context, source: str, external_ids: Iterable[str], *, word: str = "post"
    ) -> None:
        wanted = sorted(set(external_ids))
        rows = context.rows(sql.TARGET_POSTS, source=source, kind=POST, external_ids=wanted) if wanted else []
        self.found = {target.external_id: target for target in rows}
        missing = [external_id for external_id in wanted if external_id not in self.found]
        self._reasons = {
            external_id: reason
            for kind, reason in ((SKIPPED_POST, f"{word} skipped"), (TAG_WIKI, f"{word} is a tag wiki"))
            for external_id, _ in find_mapped(context, source, kind, missing)
        }
        self._word = word

    def resolve(self, external_id: str) -> TargetPost | str:
        """The post, or the reason why nothing can be added to it."""
        target = self.found.get(external_id)
        if target is None:
            return self._reasons.get(external_id, f"{self._word} missing")
        return f"{self._word} removed" if target.removed else target
