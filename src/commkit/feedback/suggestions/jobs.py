"""Notifying the followers of a suggestion, in batches; each batch is a command of the worker."""

from typing import Annotated, ClassVar

from attrs import evolve, frozen

from commkit.feedback.feature import feedback
from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.feedback.votes import statements as sql
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class NotifySuggestionFollowers(Command[None]):
    """Notify the next batch of the followers of a suggestion: its author and its voters; for the host only.

    Attributes:
        suggestion: The suggestion.
        notification_kind: The kind of notification.
        by: The member who caused it, who is not notified.
        after: The last member of the previous batch; None for the first batch.
    """

    permission = "feedback.notify"
    when_archived: ClassVar[bool] = True
    personal = ()

    suggestion: SuggestionId
    notification_kind: Annotated[str, Text(max=64, multiline=False)]
    by: MemberId | None = None
    after: MemberId | None = None


BATCH_SIZE = 500
"""Followers in one batch."""


@feedback.handles(NotifySuggestionFollowers)
def notify_suggestion_followers(context: Context, command: NotifySuggestionFollowers) -> None:
    """Notify a batch and schedule the next one in the same transaction, so that each follower is notified once."""
    suggestion = context.get(Suggestion, command.suggestion)
    rows = context.rows(
        sql.FOLLOWERS, suggestion=suggestion.id, after=command.after or FIRST_ID, size=BATCH_SIZE
    )
    batch = tuple(member for (member,) in rows)
    if batch:
        context.do(
            NotifyMembers(
                kind=command.notification_kind,
                to=batch,
                record="Suggestion",
                object=suggestion.id,
                by=command.by,
            )
        )
    if len(batch) == BATCH_SIZE:
        schedule_command(context, evolve(command, after=batch[-1]), at=context.now, as_system=True)
