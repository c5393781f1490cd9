"""The commands of the worker that make copies of an announcement, and check whether that was refused."""

from datetime import timedelta

from attrs import evolve, frozen

from commkit import Command, Conflict, Context, Denied
from commkit.storage import cancel_scheduled, schedule_command, scheduled_outcome
from commkit_articles import Article, PublishArticle, copy_article
from commkit_internal.announcements.facts import AnnouncementRecurrenceFailed
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.announcements.recurring import statements as sql
from commkit_internal.announcements.recurring.policy import moment_of, next_number
from commkit_internal.announcements.recurring.records import Recurrence, RecurrenceId

_RETRY_DELAY = timedelta(minutes=1)


@frozen
class CopyAnnouncement(Command[Article]):
    """Make the next copy of an announcement that recurs; the worker sends it at its time for who set the recurrence.

    Sent earlier, it makes that copy now, and the one after it comes at its time.

    Attributes:
        recurrence: The recurrence.
        number: The number of the copy.

    Raises:
        Denied: Somebody else set it.
        Conflict: It has ended, that copy was made, or its article was retired.
    """

    permission = "internal.announce"
    creates = True

    recurrence: RecurrenceId
    number: int


@frozen
class CheckRecurrence(Command[bool]):
    """Check whether a copy was made at its time; what was refused ends the recurrence. Sent as `SYSTEM`.

    Returns:
        Whether it was refused.
    """

    permission = "internal.run_announcements"
    when_archived = True

    recurrence: RecurrenceId
    number: int


@announcement_feature.handles(CopyAnnouncement)
def copy_announcement(context: Context, command: CopyAnnouncement) -> Article:
    """Schedule the next one, which lets one of two make this one; then copy the article."""
    found = context.get(Recurrence, command.recurrence)
    before = context.one(sql.LOCKED, id=found.id) or found
    if before.set_by != context.member:
        raise Denied("internal.not_yours", "who set the recurrence makes its copies; set one of your own")
    if before.next_at is None or before.made != command.number:
        raise Conflict(
            "internal.copy_made", "this copy was made, or the recurrence has ended; list them again"
        )
    if before.next_at > context.now and before.scheduled is not None:
        cancel_scheduled(context, before.scheduled)
    number = next_number(evolve(before, made=before.made + 1), context.now)
    schedule_copy(context, evolve(before, made=number, next_at=moment_of(before, number)))
    copy = copy_article(context, context.get(Article, before.article))
    if before.publishes:
        context.do(PublishArticle(copy.id, version=copy.version))
    return copy


@announcement_feature.handles(CheckRecurrence)
def check_recurrence(context: Context, command: CheckRecurrence) -> bool:
    """Look up what became of the command if that copy is still to be made."""
    before = context.one(sql.LOCKED, id=command.recurrence)
    if before is None or before.scheduled is None or before.made != command.number:
        return False
    code = scheduled_outcome(context, before.scheduled)
    if code is None:
        # An error that is no refusal stopped it: the worker tries again, so it is checked again later.
        check = schedule_command(context, command, at=context.now + _RETRY_DELAY, as_system=True)
        save(context, evolve(before, scheduled_check=check))
        return False
    code = code or "internal.copy_made"
    save(
        context,
        evolve(
            before,
            next_at=None,
            scheduled=None,
            scheduled_check=None,
            failure_code=code,
            ended_at=context.now,
        ),
    )
    context.emit(AnnouncementRecurrenceFailed(recurrence=before.id, code=code))
    return True


def schedule_copy(context: Context, recurrence: Recurrence) -> Recurrence:
    """Schedule the next copy of a recurrence as who sets it now, and the check of it, and save both."""
    assert recurrence.next_at is not None
    copy = CopyAnnouncement(recurrence.id, recurrence.made)
    check = CheckRecurrence(recurrence.id, recurrence.made)
    if recurrence.scheduled_check is not None:
        cancel_scheduled(context, recurrence.scheduled_check)
    scheduled = evolve(
        recurrence,
        scheduled=schedule_command(context, copy, at=recurrence.next_at),
        scheduled_check=schedule_command(context, check, at=recurrence.next_at, as_system=True),
    )
    save(context, scheduled)
    return scheduled


def save(context: Context, after: Recurrence) -> None:
    """Write what changes of a recurrence."""
    names = ("made", "next_at", "scheduled", "scheduled_check", "failure_code", "ended_at")
    context.run(sql.SAVE, id=after.id, **{f"new_{name}": getattr(after, name) for name in names})
