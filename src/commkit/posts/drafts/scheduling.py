"""How drafts are published at their time.

A scheduled draft has two plans of the same moment. The first publishes it as its author, whose permission is asked for
then. The second, which comes after it, is the host's: it sees whether that was done, and tells the author where not; a
refusal leaves nothing of what was refused, so nothing of it could tell.
"""

from datetime import datetime, timedelta

from commkit.posts.drafts import statements as sql
from commkit.posts.drafts.messages import (
    CheckScheduledDraft,
    ListMyScheduledDrafts,
    PublishDraft,
    ScheduledDraftFailed,
    ScheduleDraft,
    UnscheduleDraft,
)
from commkit.posts.drafts.records import Draft
from commkit.posts.feature import posts
from commkit.posts.queries import decode_moment, encode_moment
from commkit.posts.statements import FIRST
from commkit.runtime.delivery.scheduled import (
    ScheduledCommandId,
    cancel_scheduled,
    reschedule,
    schedule_command,
)
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, page_size

_RETRY_DELAY = timedelta(minutes=1)


@posts.handles(ScheduleDraft)
def schedule_draft(session: Session, command: ScheduleDraft) -> Draft:
    """Plan it, or move its plans."""
    draft = session.get(Draft, command.draft)
    if command.at <= session.now:
        raise Invalid.field("at", "too_early", "give a time to come, or publish it now")
    planned, watch = draft.scheduled, draft.scheduled_check
    if planned is None or watch is None or not reschedule(session, planned, to=command.at):
        _drop_scheduled(session, draft)
        planned = schedule_command(session, PublishDraft(draft.id), at=command.at)
        watch = schedule_command(session, CheckScheduledDraft(draft.id), at=command.at, as_system=True)
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
    _drop_scheduled(session, draft)
    _note(session, draft, due=None, planned=None, watch=None)
    return session.get(Draft, draft.id)


@posts.handles(CheckScheduledDraft)
def check_scheduled_draft(session: Session, command: CheckScheduledDraft) -> bool:
    """Published drafts are gone; of what is still there the plan tells why."""
    draft = session.one(sql.ANY, id=command.draft)
    if draft is None or draft.scheduled is None:
        return False
    outcome = session.one(sql.OUTCOME, plan=draft.scheduled)
    if outcome is not None and outcome[0] is None:
        # Something else than a refusal kept it: the worker tries again, and so does this.
        watch = schedule_command(session, command, at=session.now + _RETRY_DELAY, as_system=True)
        _note(session, draft, due=draft.due_at, planned=draft.scheduled, watch=watch)
        return False
    code = outcome[1] if outcome is not None else "runtime.scheduled_command_failed"
    session.run(sql.REFUSE, id=draft.id, code=code)
    session.emit(ScheduledDraftFailed(draft=draft.id, author=draft.author, code=code))
    return True


@posts.handles(ListMyScheduledDrafts)
def list_my_scheduled_drafts(session: Session, query: ListMyScheduledDrafts) -> Page[Draft]:
    """By the time at which they are due."""
    limit = page_size(query.limit)
    after_at, after = decode_moment(query.after) or (EPOCH, FIRST)
    rows = session.rows(sql.DUE, me=session.member, after_at=after_at, after=after, size=limit + 1)
    return cut(rows, limit, lambda draft: encode_moment(draft.due_at or draft.updated_at, draft.id))


def _note(
    session: Session,
    seen: Draft,
    *,
    due: datetime | None,
    planned: ScheduledCommandId | None,
    watch: ScheduledCommandId | None,
) -> None:
    if not session.run(
        sql.PLAN,
        id=seen.id,
        expected_scheduled=seen.scheduled,
        new_due=due,
        new_scheduled=planned,
        new_scheduled_check=watch,
    ):
        raise Conflict(
            "posts.stale", "it was scheduled, published or discarded in the meantime; read it again"
        )


def _drop_scheduled(session: Session, draft: Draft) -> None:
    for waiting in (draft.scheduled, draft.scheduled_check):
        if waiting is not None:
            cancel_scheduled(session, waiting)
