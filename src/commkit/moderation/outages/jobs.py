"""The commands that record whether the reviewer answers."""

from datetime import timedelta
from typing import Annotated

from attrs import frozen

from commkit.moderation.feature import moderation
from commkit.moderation.outages import statements as sql
from commkit.moderation.outages.facts import ReviewerAbsent, ReviewerReturned
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class RecordReviewFailure(Command[None]):
    """Record that the reviewer did not answer; moderators are told once, when its absence first decides about a post.

    Attributes:
        error: The code of the error.
        pause: For how long it is not asked.
        absent: Whether the rule for its absence decides now.
    """

    permission = "moderation.record_review"
    personal = ()
    when_archived = True

    error: Annotated[str, Text(max=64, multiline=False)]
    pause: timedelta = timedelta()
    absent: bool = False


@frozen
class RecordReviewSuccess(Command[None]):
    """Record that the reviewer answers again."""

    permission = "moderation.record_review"
    when_archived = True


@moderation.handles(RecordReviewFailure)
def record_review_failure(context: Context, command: RecordReviewFailure) -> None:
    """Count the failure, and tell of it once."""
    context.run(
        sql.COUNT_FAILURE,
        since=context.now,
        failures=1,
        error=command.error,
        next_at=context.now + command.pause,
        told_at=None,
    )
    if command.absent:
        for (since,) in context.rows(sql.TELL, now=context.now):
            context.emit(ReviewerAbsent(error=command.error, since=since))


@moderation.handles(RecordReviewSuccess)
def record_review_success(context: Context, command: RecordReviewSuccess) -> None:
    """End the outage; who was told of it learns that it is over."""
    for since, told_at in context.rows(sql.END):
        if told_at is not None:
            context.emit(ReviewerReturned(since=since))
