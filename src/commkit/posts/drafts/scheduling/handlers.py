"""Commands of scheduled drafts."""

from commkit.posts.drafts.handlers import cancel_schedule, save_schedule
from commkit.posts.drafts.messages import PublishDraft
from commkit.posts.drafts.records import Draft
from commkit.posts.drafts.scheduling.jobs import CheckScheduledDraft
from commkit.posts.drafts.scheduling.messages import ScheduleDraft, UnscheduleDraft
from commkit.posts.feature import posts
from commkit.runtime.delivery.scheduled import (
    reschedule,
    schedule_command,
)
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context


@posts.handles(ScheduleDraft)
def schedule_draft(context: Context, command: ScheduleDraft) -> Draft:
    """Schedule the draft's two commands, or reschedule those it has."""
    draft = context.get(Draft, command.draft)
    if command.at <= context.now:
        raise Invalid.field("at", "too_early", "give a time in the future, or publish it now")
    scheduled, check = draft.scheduled, draft.scheduled_check
    if scheduled is None or check is None or not reschedule(context, scheduled, to=command.at):
        cancel_schedule(context, draft)
        scheduled = schedule_command(context, PublishDraft(draft.id), at=command.at)
        check = schedule_command(context, CheckScheduledDraft(draft.id), at=command.at, as_system=True)
    else:
        reschedule(context, check, to=command.at)
    save_schedule(context, draft, due_at=command.at, scheduled=scheduled, check=check)
    return context.get(Draft, draft.id)


@posts.handles(UnscheduleDraft)
def unschedule_draft(context: Context, command: UnscheduleDraft) -> Draft:
    """Cancel the draft's scheduled commands."""
    draft = context.get(Draft, command.draft)
    if draft.due_at is None:
        raise Conflict("posts.not_scheduled", "this draft is not scheduled")
    cancel_schedule(context, draft)
    save_schedule(context, draft, due_at=None, scheduled=None, check=None)
    return context.get(Draft, draft.id)
