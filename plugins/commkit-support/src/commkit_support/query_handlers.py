"""What helpers and stewards look at: the queue of the unanswered, the orphans, one clock, the numbers."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from commkit import Context, NotFound, Page
from commkit.posts import Post
from commkit.storage import decode_cursor, encode_cursor, page_size
from commkit_support import policy
from commkit_support import statements as sql
from commkit_support.feature import SlaSettings, sla
from commkit_support.messages import (
    ListOrphanedQuestions,
    ListUnansweredQuestions,
    ReadFirstReplyClock,
    ReadSupportMetrics,
)
from commkit_support.records import FirstReplyClock, QueuedQuestion, SupportMetrics

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAWN = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_KEY = 1 + 8 + 16
"""Bytes of a cursor: the part of the queue, the moment, the question."""

_Start = tuple[int, datetime, UUID]
_OWED, _NOT_OWED = 0, 1


@sla.handles(ListUnansweredQuestions)
def list_unanswered_questions(context: Context, query: ListUnansweredQuestions) -> Page[QueuedQuestion]:
    """Two parts, each in the order of an index; the second is asked only where the first ends on this page."""
    limit = page_size(query.limit)
    part, after_at, after = _start(query.after)
    rows: list[tuple[int, QueuedQuestion]] = []
    if part == _OWED:
        found = context.rows(sql.OWED, after_at=after_at, after=after, size=limit + 1)
        rows = [(_OWED, _queued_question(context, row)) for row in found]
        after_at, after = _DAWN, sql.FIRST
    if len(rows) <= limit:
        found = context.rows(sql.NOT_OWED, after_at=after_at, after=after, size=limit + 1 - len(rows))
        rows += [(_NOT_OWED, _queued_question(context, row)) for row in found]
    return _cut(rows, limit, lambda clock, part: clock.opened_at if part else clock.due_at or clock.opened_at)


@sla.handles(ListOrphanedQuestions)
def list_orphaned_questions(context: Context, query: ListOrphanedQuestions) -> Page[QueuedQuestion]:
    """In the order in which they were asked."""
    limit = page_size(query.limit)
    _, after_at, after = _start(query.after)
    before = context.now - context.settings(SlaSettings).orphan_after
    found = context.rows(sql.ORPHANS, after_at=after_at, after=after, before=before, size=limit + 1)
    return _cut(
        [(_NOT_OWED, _queued_question(context, row)) for row in found],
        limit,
        lambda clock, _: clock.opened_at,
    )


@sla.handles(ReadFirstReplyClock)
def read_first_reply_clock(context: Context, query: ReadFirstReplyClock) -> FirstReplyClock:
    """Through the door of posts, which knows who sees the question."""
    question = context.get(Post, query.question)
    clock = context.one(sql.CLOCK, question=question.id)
    if clock is None:
        raise NotFound("support.no_clock", "this post has no first-reply clock; only questions have")
    return clock


@sla.handles(ReadSupportMetrics)
def read_support_metrics(context: Context, query: ReadSupportMetrics) -> SupportMetrics:
    """Counts in one statement, the middle of the reply times in another."""
    since = query.since or _DAWN
    before = context.now - context.settings(SlaSettings).orphan_after
    ((questions, solved, unanswered, alone, replied, promised, breached),) = context.rows(
        sql.COUNTS, since=since, before=before, now=context.now
    )
    middle = context.rows(
        sql.MIDDLE_REPLIES, since=since, skip=max(replied - 1, 0) // 2, size=2 - replied % 2
    )
    times = [replied_at - opened_at for opened_at, replied_at in middle]
    return SupportMetrics(
        questions=questions,
        solved=solved,
        resolution_rate=_share(solved, questions),
        unanswered=unanswered,
        orphaned=alone,
        replied=replied,
        median_first_reply=sum(times, timedelta()) / len(times) if times else None,
        promised=promised,
        breached=breached,
        breach_rate=_share(breached, promised),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _queued_question(context: Context, row: tuple[Any, ...]) -> QueuedQuestion:
    title, tags, author, author_name, reply_count, clock = row
    return QueuedQuestion(
        id=clock.question,
        title=title,
        tags=tags,
        author=author,
        author_name=author_name,
        reply_count=reply_count,
        clock=clock,
        sla_status=policy.sla_status(clock, context.now),
    )


def _start(cursor: str | None) -> _Start:
    if cursor is None:
        return _OWED, _DAWN, sql.FIRST
    key = decode_cursor(cursor, _KEY)
    try:
        moment = _EPOCH + int.from_bytes(key[1:9], "big", signed=True) * _MICROSECOND
    except OverflowError:
        moment = _DAWN
    return min(key[0], _NOT_OWED), moment, UUID(bytes=key[9:])


def _cut(
    rows: Sequence[tuple[int, QueuedQuestion]], limit: int, at: Callable[[FirstReplyClock, int], datetime]
) -> Page[QueuedQuestion]:
    items = tuple(question for _, question in rows[:limit])
    if len(rows) <= limit:
        return Page(items)
    part, last = rows[limit - 1]
    micros = (at(last.clock, part) - _EPOCH) // _MICROSECOND
    return Page(items, encode_cursor(bytes([part]) + micros.to_bytes(8, "big", signed=True) + last.id.bytes))
