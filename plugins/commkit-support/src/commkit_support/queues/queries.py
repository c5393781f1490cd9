"""How the queues and the metrics are read."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.storage import EARLIEST, FIRST_ID, keyset, page_size
from commkit_qa import CountOrphans
from commkit_support.clock.feature import clock_feature
from commkit_support.clock.policy import promise_status
from commkit_support.clock.records import Goal
from commkit_support.queues import statements as sql
from commkit_support.queues.messages import (
    ListUnansweredQuestions,
    ReadSupportMetrics,
)
from commkit_support.queues.records import QueuedQuestion, SupportMetrics

_OWED, _NOT_OWED = 0, 1
"""The two parts of the queue: questions that wait for a first reply, and the others."""
_BY_DUE_TIME = keyset(int, datetime, UUID, of="support.unanswered_questions")


@clock_feature.handles(ListUnansweredQuestions)
def list_unanswered_questions(context: Context, query: ListUnansweredQuestions) -> Page[QueuedQuestion]:
    """Read both parts, each in the order of an index; the second only where the first ends on this page."""
    limit = page_size(query.limit)
    part, after_at, after = _BY_DUE_TIME.decode(query.after, default=(_OWED, EARLIEST, FIRST_ID))
    rows: list[QueuedQuestion] = []
    if part == _OWED:
        found = context.rows(sql.OWED, after_at=after_at, after=after, size=limit + 1)
        rows = [_queued_question(context, row) for row in found]
        after_at, after = EARLIEST, FIRST_ID
    if len(rows) <= limit:
        found = context.rows(sql.NOT_OWED, after_at=after_at, after=after, size=limit + 1 - len(rows))
        rows += [_queued_question(context, row) for row in found]
    return _BY_DUE_TIME.page(rows, limit, _queue_position)


@clock_feature.handles(ReadSupportMetrics)
def read_support_metrics(context: Context, query: ReadSupportMetrics) -> SupportMetrics:
    """Count in one statement, and orphans by their guard; the mean of the replies in the middle is the median."""
    since = query.since or EARLIEST
    counts = context.one(sql.COUNTS, since=since, now=context.now)
    assert counts is not None  # an aggregate has one row
    questions, solved, unanswered, replied, *promises = counts
    promised, overdue, resolution_promised, resolution_overdue = promises
    middle = context.rows(
        sql.MIDDLE_REPLIES, since=since, skip=max(replied - 1, 0) // 2, size=2 - replied % 2
    )
    times = [replied_at - opened_at for opened_at, replied_at in middle]
    return SupportMetrics(
        questions=questions,
        solved=solved,
        resolution_rate=_share(solved, questions),
        unanswered=unanswered,
        orphaned=context.ask(CountOrphans(since=query.since)).orphans,
        replied=replied,
        median_first_reply=sum(times, timedelta()) / len(times) if times else None,
        promised=promised,
        overdue=overdue,
        overdue_rate=_share(overdue, promised),
        resolution_promised=resolution_promised,
        resolution_overdue=resolution_overdue,
        resolution_overdue_rate=_share(resolution_overdue, resolution_promised),
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
        status=promise_status(clock, Goal.FIRST_REPLY, context.now),
        resolution_status=promise_status(clock, Goal.RESOLUTION, context.now),
    )


def _queue_position(question: QueuedQuestion) -> tuple[int, datetime, UUID]:
    """The sort key of the queue: which part, and there by the due time or the time of asking."""
    clock = question.clock
    if clock.replied_at is None and clock.first_reply.due_at is not None:
        return _OWED, clock.first_reply.due_at, question.id
    return _NOT_OWED, clock.opened_at, question.id
