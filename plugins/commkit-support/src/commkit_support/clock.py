"""The first-reply clock: opened with the question, stopped by the first reply, paused while nothing is owed.

What stops it is the first reply, answer or comment, of anybody other than the asker: from then on the asker knows that
somebody is there. A reply of the help desk counts too. If that reply is taken down, the next one that stands counts, or
the clock runs on. It stands still while the question waits for its asker, is settled, or is taken down.
"""

from datetime import datetime, timedelta
from typing import Any

from attrs import evolve

from commkit import Context, MemberId
from commkit.posts import (
    PostCreated,
    PostId,
    PostRemoved,
    PostRestored,
    PostsImported,
    PostStateChanged,
)
from commkit.storage import Statement
from commkit_support import statements as sql
from commkit_support.feature import SlaSettings, sla
from commkit_support.handoff.handlers import fail_expired_handoffs
from commkit_support.messages import (
    CheckFirstReplyClocks,
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    QuestionOrphaned,
)
from commkit_support.policy import OPEN, is_late, question_kind, resume_clock
from commkit_support.records import ClockReport, FirstReplyClock

_NONE = timedelta()


@sla.reacts_to(PostCreated)
def track_reply(context: Context, fact: PostCreated) -> None:
    """A question opens its clock; the first reply by somebody else stops it."""
    if fact.parent is None:
        if question_kind(context.community_type, fact.kind) is not None:
            open_clock(context, fact.post)
        return
    found = context.one(sql.CLOCK_WITH_QUESTION, question=fact.thread)
    if found is None:
        return
    clock, _, asker, _ = found
    if clock.replied_at is None and _by_another(fact.actor, asker):
        mine = context.membership
        _set_reply(context, clock, fact.post, by_staff=mine.staff if mine else True)


@sla.reacts_to(PostStateChanged)
def sync_clock_on_state_change(context: Context, fact: PostStateChanged) -> None:
    """Run while the question is open, stand still while it is not."""
    sync_clock(context, fact.post)


@sla.reacts_to(PostRemoved, PostRestored)
def sync_clock_on_removal(context: Context, fact: PostRemoved | PostRestored) -> None:
    """A question that is down owes nothing; without its first reply, the next one counts."""
    if fact.post == fact.thread:
        sync_clock(context, fact.post)
    else:
        update_first_reply(context, fact.thread)


@sla.reacts_to(PostsImported)
def import_clocks(context: Context, fact: PostsImported) -> None:
    """Clocks with the times the posts had where they come from, and without a promise; in bulk."""
    found = context.rows(sql.FIRST_REPLIES, posts=list(fact.posts)) if fact.posts else []
    cases = [
        {
            "question": question,
            "opened_at": asked_at,
            "due_at": None,
            "warn_at": None,
            "replied_at": replied_at,
            "reply": reply,
            "replied_by_staff": bool(by_staff) if reply is not None else None,
            # An import that does not tell when a question was settled leaves the time at which it came in.
            "paused_since": None if state == OPEN and still_since is None else still_since or context.now,
            "paused": _NONE,
            "warned_at": None,
            "breached_at": None,
            "orphaned_at": None,
        }
        for question, asked_at, kind, state, still_since, replied_at, reply, by_staff in found
        if question_kind(context.community_type, kind) is not None
    ]
    context.run_many(sql.IMPORT_CLOCK, cases)


@sla.handles(CheckFirstReplyClocks)
def check_first_reply_clocks(context: Context, command: CheckFirstReplyClocks) -> ClockReport:
    """What is overdue is not warned of any more; each mark is set on condition that it was not, so it is told once."""
    size = min(max(command.limit, 1), 1000)
    before = context.now - context.settings(SlaSettings).orphan_after
    overdue = _tell(context, sql.OVERDUE, sql.MARK_BREACHED, FirstReplyOverdue, now=context.now, size=size)
    warned = _tell(context, sql.DUE_SOON, sql.MARK_WARNED, FirstReplyDueSoon, now=context.now, size=size)
    orphaned = _tell(
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


def _tell(context: Context, find: Statement[Any], mark: Statement[Any], fact: Any, **values: Any) -> int:
    """Set a mark on the questions that are found, and tell of those on which it was not set yet."""
    told = 0
    for question, moment in context.rows(find, **values):
        if context.run(mark, question=question, now=context.now):
            context.emit(fact(question, moment))
            told += 1
    return told


def open_clock(context: Context, question: PostId) -> None:
    """From now on a reply is owed; a clock that is there already is left as it is."""
    settings = context.settings(SlaSettings)
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
        paused=_NONE,
        warned_at=None,
        breached_at=None,
        orphaned_at=None,
    )
    context.run(sql.ADD_CLOCK, opened)


def _by_another(actor: MemberId | None, asker: MemberId | None) -> bool:
    """The host itself, which is no member, replies for the company; nobody else replies without being one."""
    return actor is None or actor != asker


def _set_reply(context: Context, clock: FirstReplyClock, reply: PostId, *, by_staff: bool) -> None:
    context.run(
        sql.SET_REPLY,
        question=clock.question,
        new_replied_at=context.now,
        new_reply=reply,
        new_by_staff=by_staff,
    )
    late = is_late(evolve(clock, replied_at=context.now), context.now)
    context.emit(FirstReplyReceived(question=clock.question, reply=reply, late=late))


def update_first_reply(context: Context, question: PostId, *, came_at: datetime | None = None) -> None:
    """Let the first reply count that stands in the thread now.

    Args:
        context: Where.
        question: What opens the thread.
        came_at: When replies were moved into it or out of it; None where they were written there.
    """
    clock = context.one(sql.CLOCK, question=question)
    found = context.one(sql.FIRST_REPLY, question=question)
    if clock is None or found is None:
        return
    *_, written_at, reply, by_staff = found
    if reply == clock.reply:
        return
    if reply is not None and clock.reply is None and came_at is not None:
        _set_reply(context, clock, reply, by_staff=bool(by_staff))
        return
    context.run(
        sql.SET_REPLY,
        question=question,
        new_replied_at=max(written_at, clock.opened_at) if reply is not None else None,
        new_reply=reply,
        new_by_staff=by_staff if reply is not None else None,
    )


def sync_clock(context: Context, question: PostId) -> None:
    """Bring the clock in line with its question."""
    found = context.one(sql.CLOCK_WITH_QUESTION, question=question)
    if found is None:
        return
    clock, state, _, removed_at = found
    runs = state == OPEN and removed_at is None and clock.merged_into is None
    if runs == (clock.paused_since is None):
        return
    after = (
        resume_clock(clock, context.settings(SlaSettings).calendar, context.now)
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
