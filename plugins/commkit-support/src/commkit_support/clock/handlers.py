"""How clocks are opened, brought in line with their questions, and checked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve

from commkit import Context, Fact
from commkit.posts import PostId
from commkit.storage import Statement
from commkit_qa import OPEN
from commkit_support.clock import statements as sql
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    QuestionOrphaned,
)
from commkit_support.clock.feature import FirstReplySettings, clock_feature
from commkit_support.clock.messages import CheckFirstReplyClocks
from commkit_support.clock.policy import is_overdue, resume_clock
from commkit_support.clock.records import ClockReport, FirstReplyClock
from commkit_support.handoff.handlers import fail_expired_handoffs


@clock_feature.handles(CheckFirstReplyClocks)
def check_first_reply_clocks(context: Context, command: CheckFirstReplyClocks) -> ClockReport:
    """Overdue ones first, so that they get no warning any more."""
    size = min(max(command.limit, 1), 1000)
    before = context.now - context.settings(FirstReplySettings).orphan_after
    overdue = _mark(context, sql.OVERDUE, sql.MARK_OVERDUE, FirstReplyOverdue, now=context.now, size=size)
    warned = _mark(context, sql.DUE_SOON, sql.MARK_WARNED, FirstReplyDueSoon, now=context.now, size=size)
    orphaned = _mark(
        context, sql.NEWLY_ORPHANED, sql.MARK_ORPHANED, QuestionOrphaned, before=before, size=size
    )
    failed_handoffs = fail_expired_handoffs(context, size=size)
    return ClockReport(
        warned=warned,
        overdue=overdue,
        orphaned=orphaned,
        failed_handoffs=failed_handoffs,
        more=size in (warned, overdue, orphaned, failed_handoffs),
    )


def _mark(
    context: Context,
    find: Statement[Any],
    mark: Statement[Any],
    fact: Callable[[PostId, datetime], Fact],
    **values: Any,
) -> int:
    """Mark the questions that are found, and emit a fact for each that was not marked before.

    Returns:
        How many facts were emitted.
    """
    emitted = 0
    for question, moment in context.rows(find, **values):
        # Another scheduler may have been faster: the UPDATE has the condition that the mark is not set.
        if context.run(mark, question=question, now=context.now):
            context.emit(fact(question, moment))
            emitted += 1
    return emitted


def open_clock(context: Context, question: PostId) -> None:
    """Start the clock of a question now; a clock that exists already is left as it is."""
    settings = context.settings(FirstReplySettings)
    calendar, within = settings.calendar, settings.first_reply_within
    opened = FirstReplyClock(
        question=question,
        opened_at=context.now,
        due_at=calendar.add(context.now, within),
        warn_at=calendar.add(context.now, within - settings.warn_before),
        replied_at=None,
        reply=None,
        replied_by_staff=None,
        paused_since=None,
        paused=timedelta(),
        warned_at=None,
        overdue_at=None,
        orphaned_at=None,
    )
    context.run(sql.ADD_CLOCK, opened)


def sync_clock(context: Context, question: PostId) -> None:
    """Pause or resume the clock of a question as the state of the question asks for."""
    found = context.one(sql.CLOCK_WITH_QUESTION, question=question)
    if found is None:
        return
    clock, state, _, reshown_at = found
    runs = state == OPEN and reshown_at is None and clock.merged_into is None
    if runs == (clock.paused_since is None):
        return
    after = (
        resume_clock(clock, context.settings(FirstReplySettings).calendar, context.now)
        if runs
        else evolve(clock, paused_since=context.now)
    )
    context.run(
        sql.SET_CLOCK,
        question=question,
        new_due_at=after.due_at,
        new_warn_at=after.warn_at,
        new_paused_since=after.paused_since,
        new_paused=after.paused,
    )


def record_reply(context: Context, clock: FirstReplyClock, reply: PostId, *, by_staff: bool) -> None:
    """Stop a clock now, at its first reply, and emit `FirstReplyReceived`."""
    context.run(
        sql.SET_REPLY,
        question=clock.question,
        new_replied_at=context.now,
        new_reply=reply,
        new_by_staff=by_staff,
    )
    late = is_overdue(evolve(clock, replied_at=context.now), context.now)
    context.emit(FirstReplyReceived(question=clock.question, reply=reply, late=late))


def count_released_reply(context: Context, question: PostId) -> None:
    """Stop a clock at a reply that was held and is released now, unless somebody's reply was seen before it."""
    clock = context.one(sql.CLOCK, question=question)
    if clock is not None and clock.reply is None:
        update_first_reply(context, question, shown_at=context.now)


def update_first_reply(context: Context, question: PostId, *, shown_at: datetime | None = None) -> None:
    """Find the first reply of a thread again, after replies of it were removed, restored or moved.

    Args:
        context: The context.
        question: The post that opens the thread.
        shown_at: When replies were moved into the thread or out of it, or one that was held was released: the one that
            stops the clock counts from then on. None where they were written there.
    """
    clock = context.one(sql.CLOCK, question=question)
    found = context.one(sql.FIRST_REPLY, question=question)
    if clock is None or found is None:
        return
    *_, written_at, reply, by_staff = found
    if reply == clock.reply:
        return
    if reply is not None and clock.reply is None and shown_at is not None:
        record_reply(context, clock, reply, by_staff=bool(by_staff))
        return
    context.run(
        sql.SET_REPLY,
        question=question,
        new_replied_at=max(written_at, clock.opened_at) if reply is not None else None,
        new_reply=reply,
        new_by_staff=by_staff if reply is not None else None,
    )
