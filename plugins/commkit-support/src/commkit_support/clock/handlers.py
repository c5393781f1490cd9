"""How clocks are opened, brought in line with their questions, and checked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve

from commkit import Context, Fact, Invalid, NotFound
from commkit.posts import Post, PostId
from commkit.storage import Statement
from commkit_qa import OPEN, CheckOrphans, check_not_settled, require_question
from commkit_support.assignment.handlers import remind_assignees
from commkit_support.clock import statements as sql
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    PriorityChanged,
    ResolutionDueSoon,
    ResolutionOverdue,
)
from commkit_support.clock.feature import NORMAL, ClockSettings, clock_feature
from commkit_support.clock.messages import CheckClocks, SetPriority
from commkit_support.clock.policy import carry_back, change_promise, is_overdue, make_promise, resume_clock
from commkit_support.clock.records import ClockReport, Goal, Promise, QuestionClock
from commkit_support.handoff.handlers import fail_expired_handoffs

_FACTS: dict[Goal, tuple[Any, Any]] = {
    Goal.FIRST_REPLY: (FirstReplyDueSoon, FirstReplyOverdue),
    Goal.RESOLUTION: (ResolutionDueSoon, ResolutionOverdue),
}
"""The facts of each promise: that it is due soon, and that it is overdue."""


@clock_feature.handles(CheckClocks)
def check_clocks(context: Context, command: CheckClocks) -> ClockReport:
    """Overdue ones first, so that they get no warning any more."""
    size = min(max(command.limit, 1), 1000)
    overdue = [
        _mark(context, sql.OVERDUE[goal], sql.MARK_OVERDUE[goal], fact, now=context.now, size=size)
        for goal, (_, fact) in _FACTS.items()
    ]
    warned = [
        _mark(context, sql.DUE_SOON[goal], sql.MARK_WARNED[goal], fact, now=context.now, size=size)
        for goal, (fact, _) in _FACTS.items()
    ]
    orphans = context.do(CheckOrphans(limit=size))
    failed_handoffs = fail_expired_handoffs(context, size=size)
    reminded = remind_assignees(context, size=size)
    return ClockReport(
        warned=sum(warned),
        overdue=sum(overdue),
        orphaned=orphans.found,
        failed_handoffs=failed_handoffs,
        reminded=reminded,
        more=orphans.more or size in (*warned, *overdue, failed_handoffs, reminded),
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
    settings = context.settings(ClockSettings)
    promised: dict[str, Any] = {}
    for goal, within in (
        (Goal.FIRST_REPLY, settings.first_reply_within),
        (Goal.RESOLUTION, settings.resolution_within),
    ):
        promise = make_promise(within, settings.calendar, context.now, warn_before=settings.warn_before)
        promised |= sql.promise_values(goal, promise)
    context.run(
        sql.ADD_CLOCK,
        question=question,
        opened_at=context.now,
        priority=NORMAL,
        **promised,
        replied_at=None,
        reply=None,
        replied_by_staff=None,
        paused_since=None,
        paused=timedelta(),
    )


def sync_clock(context: Context, question: PostId) -> None:
    """Pause or resume the clock of a question as the state of the question asks for."""
    found = context.one(sql.LOCKED_CLOCK, question=question)
    if found is None:
        return
    clock, state, _, removed_at = found
    runs = state == OPEN and removed_at is None and clock.merged_into is None
    if runs == (clock.paused_since is None):
        return
    after = (
        resume_clock(clock, context.settings(ClockSettings).calendar, context.now)
        if runs
        else evolve(clock, paused_since=context.now)
    )
    _save(context, after)


@clock_feature.handles(SetPriority)
def set_priority(context: Context, command: SetPriority) -> QuestionClock:
    """Lock the clock, and move both promises by what the new priority promises."""
    question = context.get(Post, command.question, need="support.set_priority")
    require_question(context.community_type, question)
    check_not_settled(question)
    settings = context.settings(ClockSettings)
    priority = settings.promises(command.priority)
    if priority is None:
        known = ", ".join((NORMAL, *(one.name for one in settings.priorities)))
        raise Invalid.field("priority", "unknown", f"there is no such priority here; choose one of {known}")
    found = context.one(sql.LOCKED_CLOCK, question=question.id)
    if found is None:
        raise no_clock()
    before = found[0]
    if before.priority == priority.name:
        return before

    def changed(goal: Goal, within: timedelta | None) -> Promise:
        return change_promise(
            before,
            goal,
            within,
            calendar=settings.calendar,
            now=context.now,
            warn_before=settings.warn_before,
        )

    after = evolve(
        before,
        priority=priority.name,
        first_reply=changed(Goal.FIRST_REPLY, priority.first_reply_within),
        resolution=changed(Goal.RESOLUTION, priority.resolution_within),
    )
    _save(context, after)
    context.emit(PriorityChanged(question=question.id, before=before.priority, after=after.priority))
    return after


def take_back(
    context: Context, question: PostId, *, first_reply: timedelta | None, resolution: timedelta | None
) -> None:
    """Let a help desk say what is left of the promises, when it gives a question back.

    Args:
        context: The context.
        question: The question.
        first_reply: The business time left until the first reply is due; None where the clock has run on.
        resolution: The same of the solution.
    """
    found = context.one(sql.LOCKED_CLOCK, question=question)
    if found is None or (first_reply is None and resolution is None):
        return
    before, settings = found[0], context.settings(ClockSettings)

    def carried(goal: Goal, left: timedelta | None) -> Promise:
        return carry_back(
            before, goal, left, calendar=settings.calendar, now=context.now, warn_before=settings.warn_before
        )

    _save(
        context,
        evolve(
            before,
            first_reply=carried(Goal.FIRST_REPLY, first_reply),
            resolution=carried(Goal.RESOLUTION, resolution),
        ),
    )


def no_clock() -> NotFound:
    """The error about a post without a clock."""
    return NotFound("support.no_clock", "this post has no clock; only questions have")


def _save(context: Context, clock: QuestionClock) -> None:
    promised = {
        f"new_{name}": value
        for goal in Goal
        for name, value in sql.promise_values(goal, clock.promise(goal)).items()
    }
    context.run(
        sql.SET_CLOCK,
        question=clock.question,
        new_priority=clock.priority,
        new_paused_since=clock.paused_since,
        new_paused=clock.paused,
        **promised,
    )


def record_reply(context: Context, clock: QuestionClock, reply: PostId, *, by_staff: bool) -> None:
    """Stop a clock now, at its first reply, and emit `FirstReplyReceived`."""
    context.run(
        sql.SET_REPLY,
        question=clock.question,
        new_replied_at=context.now,
        new_reply=reply,
        new_by_staff=by_staff,
    )
    late = is_overdue(evolve(clock, replied_at=context.now), Goal.FIRST_REPLY, context.now)
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
