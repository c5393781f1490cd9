"""The replies to the authors of a call's ideas, in batches; each batch is a command of the worker."""

from typing import ClassVar

from attrs import evolve, frozen

from commkit import Command, Context
from commkit.feedback import (
    Suggestion,
    SuggestionId,
    SuggestionStatus,
    perform_reply,
    perform_status_update,
)
from commkit.storage import FIRST_ID, schedule_command
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.ideas import statements as sql
from commkit_internal.idea_calls.ideas.records import Idea, IdeaOutcome
from commkit_internal.idea_calls.records import IdeaCallId

STATUSES = {
    IdeaOutcome.ACCEPTED: SuggestionStatus.PLANNED,
    IdeaOutcome.DECLINED: SuggestionStatus.DECLINED,
    IdeaOutcome.LATER: SuggestionStatus.UNDER_REVIEW,
}
"""The status of the suggestion by what was decided about the idea."""
BATCH_SIZE = 100
"""Ideas in one batch."""


@frozen
class ReplyToIdeas(Command[None]):
    """Reply to the next batch of the ideas of a call that was reported; for the host only.

    Attributes:
        call: The call.
        after: The last idea of the previous batch; None for the first batch.
    """

    permission = "internal.advance_idea_call"
    when_archived: ClassVar[bool] = True

    call: IdeaCallId
    after: SuggestionId | None = None


@idea_feature.handles(ReplyToIdeas)
def reply_to_ideas(context: Context, command: ReplyToIdeas) -> None:
    """Reply to a batch, and schedule the next one in the same transaction, so that each idea has one reply."""
    batch = context.rows(sql.TO_REPLY, call=command.call, after=command.after or FIRST_ID, size=BATCH_SIZE)
    for idea in batch:
        if context.run(sql.SET_REPLIED, id=idea.id, now=context.now):
            _reply(context, idea)
    if len(batch) == BATCH_SIZE:
        schedule_command(context, evolve(command, after=batch[-1].id), at=context.now, as_system=True)


def _reply(context: Context, idea: Idea) -> None:
    """Set the status with the reason as public reply, in the name of who decided."""
    found = context.get(Suggestion, idea.id)
    if idea.outcome is None:
        return
    status = STATUSES[idea.outcome]
    if found.status is status:
        perform_reply(context, found, idea.reason, by=idea.decided_by)
    else:
        perform_status_update(context, found, status, reply=idea.reason, by=idea.decided_by)
