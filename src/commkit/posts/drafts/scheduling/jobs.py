"""The worker's commands of scheduled drafts."""

from datetime import timedelta

from attrs import frozen

from commkit.posts.drafts.handlers import save_schedule
from commkit.posts.drafts.records import DraftId
from commkit.posts.drafts.scheduling import statements as sql
from commkit.posts.drafts.scheduling.facts import ScheduledDraftFailed
from commkit.posts.feature import posts
from commkit.runtime.delivery.scheduled import schedule_command, scheduled_outcome
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class CheckScheduledDraft(Command[bool]):
    """Check whether a scheduled draft was published, and report it if it was refused.

    Returns:
        Whether it was refused.
    """

    permission = "posts.check_scheduled_draft"
    when_archived = True

    draft: DraftId


_RETRY_DELAY = timedelta(minutes=1)


@posts.handles(CheckScheduledDraft)
def check_scheduled_draft(context: Context, command: CheckScheduledDraft) -> bool:
    """Look up why the scheduled command failed if the draft is still there: publishing deletes it."""
    draft = context.one(sql.ANY, id=command.draft)
    if draft is None or draft.scheduled is None:
        return False
    code = scheduled_outcome(context, draft.scheduled)
    if code is None:
        # An error that is no refusal stopped it: the worker tries again, so it is checked again later.
        check = schedule_command(context, command, at=context.now + _RETRY_DELAY, as_system=True)
        save_schedule(context, draft, due_at=draft.due_at, scheduled=draft.scheduled, check=check)
        return False
    context.run(sql.REFUSE, id=draft.id, code=code)
    context.emit(ScheduledDraftFailed(draft=draft.id, author=draft.author, code=code))
    return True
