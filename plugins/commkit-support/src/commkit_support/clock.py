"""The first-reply clock: opened with the question, stopped by the first reply, paused while nothing is owed.

What stops it is the first reply, answer or comment, of anybody other than the asker: from then on the asker knows that
somebody is there. A reply of the help desk counts too. If that reply is taken down, the next one that stands counts, or
the clock runs on. It stands still while the question waits for its asker, is settled, or is taken down.
"""

from datetime import datetime, timedelta
from typing import Any

from attrs import evolve

from commkit import MemberId, Session
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
from commkit_support.handoff.handlers import give_up_handoffs
from commkit_support.messages import (
    CheckClocks,
    FirstReplied,
    QuestionOrphaned,
    ReplyDueSoon,
    ReplyOverdue,
)
from commkit_support.policy import OPEN, is_late, question_kind, resumed
from commkit_support.records import Case, ClockReport

_NONE = timedelta()


@sla.reacts_to(PostCreated)
def watch(session: Session, fact: PostCreated) -> None:
    """A question opens its clock; the first reply by somebody else stops it."""
    if fact.parent is None:
        if question_kind(session.community_type, fact.kind) is not None:
            open_clock(session, fact.post)
        return
    found = session.one(sql.WATCHED, question=fact.thread)
    if found is None:
        return
    case, _, asker, _ = found
    if case.replied_at is None and _by_another(fact.actor, asker):
        mine = session.membership
        _set_reply(session, case, fact.post, by_staff=mine.staff if mine else True)


@sla.reacts_to(PostStateChanged)
def follow_state(session: Session, fact: PostStateChanged) -> None:
    """Run while the question is open, stand still while it is not."""
    follow(session, fact.post)


@sla.reacts_to(PostRemoved, PostRestored)
def follow_removal(session: Session, fact: PostRemoved | PostRestored) -> None:
    """A question that is down owes nothing; without its first reply, the next one counts."""
    if fact.post == fact.thread:
        follow(session, fact.post)
    else:
        look_for_reply(session, fact.thread)


@sla.reacts_to(PostsImported)
def open_imported(session: Session, fact: PostsImported) -> None:
    """Clocks with the times the posts had where they come from, and without a promise; in bulk."""
    found = session.rows(sql.FIRST_REPLIES, posts=list(fact.posts)) if fact.posts else []
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
            "paused_since": None if state == OPEN and still_since is None else still_since or session.now,
            "paused": _NONE,
            "warned_at": None,
            "breached_at": None,
            "orphaned_at": None,
        }
        for question, asked_at, kind, state, still_since, replied_at, reply, by_staff in found
        if question_kind(session.community_type, kind) is not None
    ]
    session.run_many(sql.IMPORT_CASE, cases)


@sla.handles(CheckClocks)
def check_clocks(session: Session, command: CheckClocks) -> ClockReport:
    """What is overdue is not warned of any more; each mark is set on condition that it was not, so it is told once."""
    size = min(max(command.limit, 1), 1000)
    before = session.now - session.settings(SlaSettings).orphan_after
    overdue = _tell(session, sql.OVERDUE, sql.MARK_BREACHED, ReplyOverdue, now=session.now, size=size)
    warned = _tell(session, sql.DUE_SOON, sql.MARK_WARNED, ReplyDueSoon, now=session.now, size=size)
    orphaned = _tell(session, sql.ALONE, sql.MARK_ORPHANED, QuestionOrphaned, before=before, size=size)
    given_up = give_up_handoffs(session, size=size)
    return ClockReport(
        warned=warned,
        overdue=overdue,
        orphaned=orphaned,
        given_up=given_up,
        more=size in (warned, overdue, orphaned, given_up),
    )


def _tell(session: Session, find: Statement[Any], mark: Statement[Any], fact: Any, **values: Any) -> int:
    """Set a mark on the questions that are found, and tell of those on which it was not set yet."""
    told = 0
    for question, moment in session.rows(find, **values):
        if session.run(mark, question=question, now=session.now):
            session.emit(fact(question, moment))
            told += 1
    return told


def open_clock(session: Session, question: PostId) -> None:
    """From now on a reply is owed; a clock that is there already is left as it is."""
    settings = session.settings(SlaSettings)
    calendar, within = settings.calendar, settings.first_reply_within
    opened = Case(
        question=question,
        opened_at=session.now,
        due_at=calendar.add(session.now, within),
        warn_at=calendar.add(session.now, within - settings.warn_before),
        replied_at=None,
        reply=None,
        replied_by_staff=None,
        paused_since=None,
        paused=_NONE,
        warned_at=None,
        breached_at=None,
        orphaned_at=None,
    )
    session.run(sql.ADD_CASE, opened)


def _by_another(actor: MemberId | None, asker: MemberId | None) -> bool:
    """The host itself, which is no member, replies for the company; nobody else replies without being one."""
    return actor is None or actor != asker


def _set_reply(session: Session, case: Case, reply: PostId, *, by_staff: bool) -> None:
    session.run(
        sql.SET_REPLY,
        question=case.question,
        new_replied_at=session.now,
        new_reply=reply,
        new_by_staff=by_staff,
    )
    late = is_late(evolve(case, replied_at=session.now), session.now)
    session.emit(FirstReplied(question=case.question, reply=reply, late=late))


def look_for_reply(session: Session, question: PostId, *, came_at: datetime | None = None) -> None:
    """Let the first reply count that stands in the thread now.

    Args:
        session: Where.
        question: What opens the thread.
        came_at: When replies were moved into it or out of it; None where they were written there.
    """
    case = session.one(sql.CASE, question=question)
    found = session.one(sql.FIRST_REPLY, question=question)
    if case is None or found is None:
        return
    *_, written_at, reply, by_staff = found
    if reply == case.reply:
        return
    if reply is not None and case.reply is None and came_at is not None:
        _set_reply(session, case, reply, by_staff=bool(by_staff))
        return
    session.run(
        sql.SET_REPLY,
        question=question,
        new_replied_at=max(written_at, case.opened_at) if reply is not None else None,
        new_reply=reply,
        new_by_staff=by_staff if reply is not None else None,
    )


def follow(session: Session, question: PostId) -> None:
    """Bring the clock in line with its question."""
    found = session.one(sql.WATCHED, question=question)
    if found is None:
        return
    case, state, _, removed_at = found
    runs = state == OPEN and removed_at is None and case.merged_into is None
    if runs == (case.paused_since is None):
        return
    after = (
        resumed(case, session.settings(SlaSettings).calendar, session.now)
        if runs
        else evolve(case, paused_since=session.now)
    )
    session.run(
        sql.SET_CLOCK,
        question=question,
        new_due_at=after.due_at,
        new_warn_at=after.warn_at,
        new_paused_since=after.paused_since,
        new_paused=after.paused,
    )
