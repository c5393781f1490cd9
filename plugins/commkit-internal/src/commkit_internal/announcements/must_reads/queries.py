"""How members read what they have to, and the desk who acknowledged it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.announcements.must_reads import statements as sql
from commkit_internal.announcements.must_reads.handlers import must_read_of
from commkit_internal.announcements.must_reads.messages import (
    CountAcknowledgements,
    ExportAcknowledgements,
    ListAcknowledgements,
    ListMissingReaders,
    ListMyMustReads,
    ReadMustRead,
)
from commkit_internal.announcements.must_reads.policy import due_for
from commkit_internal.announcements.must_reads.records import (
    Acknowledgement,
    AcknowledgementCounts,
    AcknowledgementReport,
    MissingReader,
    MustRead,
    MyMustRead,
)

_ACKNOWLEDGEMENTS = keyset(UUID, int, of="internal.acknowledgements")
_MISSING = keyset(UUID, of="internal.missing_readers")
_MOST = 10_000
_FIELDS = len(MustRead.__annotations__)


@announcement_feature.handles(ListMyMustReads)
def list_my_must_reads(context: Context, query: ListMyMustReads) -> tuple[MyMustRead, ...]:
    """One statement."""
    found = []
    for row in context.rows(sql.MINE, member=context.member):
        must, (title, version, since, before) = MustRead(*row[:_FIELDS]), row[_FIELDS:]
        due = due_for(must, since)
        found.append(MyMustRead(must.post, title, version, due, due <= context.now, bool(before)))
    return tuple(sorted(found, key=lambda mine: mine.due_at))


@announcement_feature.handles(ReadMustRead)
def read_must_read(context: Context, query: ReadMustRead) -> MustRead:
    """Load it by its post."""
    return must_read_of(context, query.post)


@announcement_feature.marks(Post)
def mark_posts(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Posts that have to be read, and those that the reader has not acknowledged."""
    if not ids or not context.can("internal.acknowledge"):
        return {}
    rows = context.rows(sql.MARKED, ids=list(ids), member=context.member)
    return {post: ("must_read", "to_acknowledge") if open else ("must_read",) for post, open in rows}


@announcement_feature.handles(ListAcknowledgements)
def list_acknowledgements(context: Context, query: ListAcknowledgements) -> Page[Acknowledgement]:
    """Load what has to be read, then a page."""
    must, limit = must_read_of(context, query.post, ended=True), page_size(query.limit)
    after, version = _ACKNOWLEDGEMENTS.decode(query.after, default=(FIRST_ID, 0))
    rows = context.rows(
        sql.ACKNOWLEDGEMENTS, post=must.post, after=after, after_version=version, size=limit + 1
    )
    return _ACKNOWLEDGEMENTS.page(rows, limit, lambda given: (given.member, given.version))


@announcement_feature.handles(ListMissingReaders)
def list_missing_readers(context: Context, query: ListMissingReaders) -> Page[MissingReader]:
    """Load what has to be read, then a page."""
    must, limit = must_read_of(context, query.post, ended=True), page_size(query.limit)
    (after,) = _MISSING.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.MISSING, post=must.post, after=after, size=limit + 1)
    return _MISSING.page(_missing(must, rows), limit, lambda missing: (missing.member,))


@announcement_feature.handles(CountAcknowledgements)
def count_acknowledgements(context: Context, query: CountAcknowledgements) -> AcknowledgementCounts:
    """Load what has to be read, then count."""
    return _counts(context, must_read_of(context, query.post, ended=True))


@announcement_feature.handles(ExportAcknowledgements)
def export_acknowledgements(context: Context, query: ExportAcknowledgements) -> AcknowledgementReport:
    """Four statements, however many there are."""
    must = must_read_of(context, query.post, ended=True)
    where = {"post": must.post, "after": FIRST_ID, "size": _MOST + 1}
    given = context.rows(sql.ACKNOWLEDGEMENTS, after_version=0, **where)
    missing = _missing(must, context.rows(sql.MISSING, **where))
    return AcknowledgementReport(
        counts=_counts(context, must),
        acknowledgements=tuple(given[:_MOST]),
        missing=tuple(missing[:_MOST]),
        is_complete=len(given) <= _MOST and len(missing) <= _MOST,
    )


def _counts(context: Context, must: MustRead) -> AcknowledgementCounts:
    ((asked, acknowledged),) = context.rows(sql.COUNTS, post=must.post)
    return AcknowledgementCounts(
        must.post, must.version, must.due_at, asked, acknowledged, asked - acknowledged, context.now
    )


def _missing(must: MustRead, rows: Iterable[tuple[Any, ...]]) -> list[MissingReader]:
    return [MissingReader(member, due_for(must, since), reminders) for member, since, reminders, *_ in rows]
