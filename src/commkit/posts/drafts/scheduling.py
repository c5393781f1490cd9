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
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, page_size

_RETRY_DELAY = timedelta(minutes=1)


@posts.handles(ScheduleDraft)
def schedule_draft(context: Context, command: ScheduleDraft) -> Draft:
    """Plan it, or move its plans."""
    draft = context.get(Draft, command.draft)
    if command.at <= context.now:
        raise Invalid.field("at", "too_early", "give a time to come, or publish it now")
    planned, watch = draft.scheduled, draft.scheduled_check
    if planned is None or watch is None or not reschedule(context, planned, to=command.at):
        _drop_scheduled(context, draft)
        planned = schedule_command(context, PublishDraft(draft.id), at=command.at)
        watch = schedule_command(context, CheckScheduledDraft(draft.id), at=command.at, as_system=True)
    else:
        reschedule(context, watch, to=command.at)
    _note(context, draft, due=command.at, planned=planned, watch=watch)
    return context.get(Draft, draft.id)


@posts.handles(UnscheduleDraft)
def unschedule_draft(context: Context, command: UnscheduleDraft) -> Draft:
    """Drop its plans."""
    draft = context.get(Draft, command.draft)
    if draft.due_at is None:
        raise Conflict("posts.not_scheduled", "this draft is not scheduled")
    _drop_scheduled(context, draft)
    _note(context, draft, due=None, planned=None, watch=None)
    return context.get(Draft, draft.id)


@posts.handles(CheckScheduledDraft)
def check_scheduled_draft(context: Context, command: CheckScheduledDraft) -> bool:
    """Published drafts are gone; of what is still there the plan tells why."""
    draft = context.one(sql.ANY, id=command.draft)
    if draft is None or draft.scheduled is None:
        return False
    outcome = context.one(sql.OUTCOME, plan=draft.scheduled)
    if outcome is not None and outcome[0] is None:
        # Something else than a refusal kept it: the worker tries again, and so does this.
        watch = schedule_command(context, command, at=context.now + _RETRY_DELAY, as_system=True)
        _note(context, draft, due=draft.due_at, planned=draft.scheduled, watch=watch)
        return False
    code = outcome[1] if outcome is not None else "runtime.scheduled_command_failed"
    context.run(sql.REFUSE, id=draft.id, code=code)
    context.emit(ScheduledDraftFailed(draft=draft.id, author=draft.author, code=code))
    return True


@posts.handles(ListMyScheduledDrafts)
def list_my_scheduled_drafts(context: Context, query: ListMyScheduledDrafts) -> Page[Draft]:
    """By the time at which they are due."""
    limit = page_size(query.limit)
    after_at, after = decode_moment(query.after) or (EPOCH, FIRST)
    rows = context.rows(sql.DUE, me=context.member, after_at=after_at, after=after, size=limit + 1)
    return cut(rows, limit, lambda draft: encode_moment(draft.due_at or draft.updated_at, draft.id))


def _note(
    context: Context,
    seen: Draft,
    *,
    due: datetime | None,
    planned: ScheduledCommandId | None,
    watch: ScheduledCommandId | None,
) -> None:
    if not context.run(
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


def _drop_scheduled(context: Context, draft: Draft) -> None:
    for waiting in (draft.scheduled, draft.scheduled_check):
        if waiting is not None:
            cancel_scheduled(context, waiting)
