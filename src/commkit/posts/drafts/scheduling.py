"""How drafts are published at their time.

A scheduled draft has two plans of the same moment. The first publishes it as its author, whose permission is asked for
then. The second, which comes after it, is the host's: it sees whether that was done, and tells the author where not; a
refusal leaves nothing of what was refused, so nothing of it could tell.
"""

from datetime import datetime, timedelta

from commkit.posts.drafts import statements as sql
from commkit.posts.drafts.messages import (
    MyScheduled,
    PublishDraft,
    ScheduledPostRefused,
    ScheduleDraft,
    SeePublished,
    UnscheduleDraft,
)
from commkit.posts.drafts.records import Draft
from commkit.posts.feature import posts
from commkit.posts.pages import moment_in, moment_key
from commkit.posts.statements import FIRST
from commkit.runtime.delivery.scheduled import ScheduledCommandId, cancel_scheduled, reschedule, schedule
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, page_size

_LOOK_AGAIN = timedelta(minutes=1)


@posts.handles(ScheduleDraft)
def schedule_draft(session: Session, command: ScheduleDraft) -> Draft:
    """Plan it, or move its plans."""
    draft = session.get(Draft, command.draft)
    if command.at <= session.now:
        raise Invalid.field("at", "too_early", "give a time to come, or publish it now")
    planned, watch = draft.plan, draft.watch
    if planned is None or watch is None or not reschedule(session, planned, to=command.at):
        _drop_plans(session, draft)
        planned = schedule(session, PublishDraft(draft.id), at=command.at)
        watch = schedule(session, SeePublished(draft.id), at=command.at, as_system=True)
    else:
        reschedule(session, watch, to=command.at)
    _note(session, draft, due=command.at, planned=planned, watch=watch)
    return session.get(Draft, draft.id)


@posts.handles(UnscheduleDraft)
def unschedule_draft(session: Session, command: UnscheduleDraft) -> Draft:
    """Drop its plans."""
    draft = session.get(Draft, command.draft)
    if draft.due_at is None:
        raise Conflict("posts.not_scheduled", "this draft is not scheduled")
    _drop_plans(session, draft)
    _note(session, draft, due=None, planned=None, watch=None)
    return session.get(Draft, draft.id)


@posts.handles(SeePublished)
def see_published(session: Session, command: SeePublished) -> bool:
    """Published drafts are gone; of what is still there the plan tells why."""
    draft = session.one(sql.ANY, id=command.draft)
    if draft is None or draft.plan is None:
        return False
    outcome = session.one(sql.OUTCOME, plan=draft.plan)
    if outcome is not None and outcome[0] is None:
        # Something else than a refusal kept it: the worker tries again, and so does this.
        watch = schedule(session, command, at=session.now + _LOOK_AGAIN, as_system=True)
        _note(session, draft, due=draft.due_at, planned=draft.plan, watch=watch)
        return False
    code = outcome[1] if outcome is not None else "runtime.scheduled_command_failed"
    session.run(sql.REFUSE, id=draft.id, code=code)
    session.emit(ScheduledPostRefused(draft=draft.id, author=draft.author, code=code))
    return True


@posts.handles(MyScheduled)
def my_scheduled(session: Session, query: MyScheduled) -> Page[Draft]:
    """By the time at which they are due."""
    limit = page_size(query.limit)
    after_at, after = moment_in(query.after) or (EPOCH, FIRST)
    rows = session.rows(sql.DUE, me=session.member, after_at=after_at, after=after, size=limit + 1)
    return cut(rows, limit, lambda draft: moment_key(draft.due_at or draft.saved_at, draft.id))


def _note(
    session: Session,
    seen: Draft,
    *,
    due: datetime | None,
    planned: ScheduledCommandId | None,
    watch: ScheduledCommandId | None,
) -> None:
    if not session.run(
        sql.PLAN, id=seen.id, seen_plan=seen.plan, new_due=due, new_plan=planned, new_watch=watch
    ):
        raise Conflict(
            "posts.stale", "it was scheduled, published or discarded in the meantime; read it again"
        )


def _drop_plans(session: Session, draft: Draft) -> None:
    for waiting in (draft.plan, draft.watch):
        if waiting is not None:
            cancel_scheduled(session, waiting)
