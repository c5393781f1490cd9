"""How a batch of records is kept: resolved, offered to the feature that takes them, and written either way."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from attrs import asdict, evolve

from commkit.importers.kept import statements as sql
from commkit.importers.kept.policy import KeptKind
from commkit.importers.kept.records import ImportedId
from commkit.importers.mapping import Batch, TargetPosts, imported_people
from commkit.importers.messages import ImportCommand
from commkit.importers.records import ImportResult
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.pipeline import run_taker


class External(Protocol):
    """What every external record has."""

    @property
    def external_id(self) -> str:
        """The id at the source."""
        ...


class Resolving:
    """The ids here of what a batch names.

    Args:
        context: The context of the command.
        source: The name of the source.
        posts: The external ids of posts.
        members: The external ids of members.
    """

    def __init__(
        self,
        context: Context,
        source: str,
        *,
        posts: Iterable[str] = (),
        members: Iterable[str | None] = (),
    ) -> None:
        self._context = context
        self._posts = TargetPosts(context, source, posts)
        self._members = imported_people(context, source, members)

    def new_id(self, at: Any) -> ImportedId:
        """An id in the order of time at the source."""
        return ImportedId(self._context.new_id(at=at))

    def post(self, external_id: str) -> PostId | str:
        """A post, or the reason why nothing is added to it."""
        target = self._posts.resolve(external_id)
        return target if isinstance(target, str) else PostId(target.id)

    def posts(self, external_ids: Iterable[str]) -> tuple[PostId, ...]:
        """Those of some posts that are here, in their order."""
        found = (self.post(external_id) for external_id in dict.fromkeys(external_ids))
        return tuple(post for post in found if not isinstance(post, str))

    def member(self, external_id: str) -> MemberId | str:
        """A member, or the reason why nothing is added to them."""
        if external_id not in self._members:
            return "member missing"
        return self._members[external_id] or "member erased"

    def maybe(self, external_id: str | None) -> MemberId | None:
        """A member; None where they have no membership, or were erased."""
        return self._members.get(external_id) if external_id is not None else None

    def members(self, external_ids: Iterable[str]) -> tuple[MemberId, ...]:
        """Those of some members who are here, none twice."""
        found = (self.maybe(external_id) for external_id in external_ids)
        return tuple(dict.fromkeys(member for member in found if member is not None))

    def name(self, external_id: str | None, name: str | None) -> str:
        """The name that is kept of somebody: none of a member, and of who was erased."""
        return "" if external_id in self._members else name or ""


def keep(
    context: Context,
    origin: ImportCommand,
    kind: KeptKind,
    rows: Sequence[External],
    resolve: Callable[[Any], Any],
) -> ImportResult:
    """Keep the rows of a batch that were not kept before.

    Args:
        context: The context of the command.
        origin: The command.
        kind: The kind of the records.
        rows: The rows.
        resolve: Makes the record of a row, or the reason why it is skipped.
    """
    batch = Batch(context, origin, kind.name, (row.external_id for row in rows))
    records: list[Any] = []
    for row in rows:
        if batch.is_imported(row.external_id):
            continue
        record = resolve(row)
        if isinstance(record, str):
            batch.skip(record)
        else:
            records.append(record)
            batch.mark_imported(row.external_id, record.id)
    offered, changes = offer(context, kind, records)
    _write(context, kind, offered)
    return evolve(batch.finish(), changes=changes)


def offer(context: Context, kind: KeptKind, records: Sequence[Any]) -> tuple[list[Any], Mapping[str, int]]:
    """Offer records to the feature of the community's type that takes them.

    Returns:
        The records, each with the feature that took it, and what became of how many.
    """
    taker = context.dispatch.takers.get(kind.record)
    if taker is None or not records:
        return list(records), {"kept": len(records)} if records else {}
    reasons = run_taker(taker, context, tuple(records))
    taken = [
        evolve(record, taken_by=None if reason else taker.feature)
        for record, reason in zip(records, reasons, strict=True)
    ]
    counted = (f"kept: {reason}" if reason else f"taken by {taker.feature}" for reason in reasons)
    return taken, dict(Counter(counted))


def with_people(context: Context, records: Sequence[Any]) -> list[Any]:
    """Closings and events with who voted for them, closings with their originals: a statement for each."""
    ids = [record.id for record in records]
    if not ids or not hasattr(records[0], "voters"):
        return list(records)
    voters = _grouped(context.rows(sql.VOTERS, ids=ids))
    found = [evolve(record, voters=voters.get(record.id, ())) for record in records]
    if hasattr(records[0], "originals"):
        originals = _grouped(context.rows(sql.ORIGINALS, ids=ids))
        found = [evolve(record, originals=originals.get(record.id, ())) for record in found]
    return found


def _grouped(rows: Iterable[tuple[UUID, UUID]]) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    for key, value in rows:
        found[key] = (*found.get(key, ()), value)
    return found


def _write(context: Context, kind: KeptKind, records: Sequence[Any]) -> None:
    context.run_many(kind.statements.add, [asdict(record, recurse=False) for record in records])
    context.run_many(
        sql.ADD_VOTER,
        [
            {"event": record.id, "member": member}
            for record in records
            for member in getattr(record, "voters", ())
        ],
    )
    context.run_many(
        sql.ADD_ORIGINAL,
        [
            {"closing": record.id, "post": post}
            for record in records
            for post in getattr(record, "originals", ())
        ],
    )
