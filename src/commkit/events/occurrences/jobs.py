"""Scheduled commands of an occurrence: remind its attendees, and mark it as over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.events.feature import events
from commkit.events.occurrences import statements as sql
from commkit.events.occurrences.facts import OccurrenceEnded, OccurrenceReminderDue
from commkit.events.occurrences.records import Occurrence
from commkit.events.records import Event, OccurrenceId
from commkit.runtime.delivery.scheduled import (
    ScheduledCommandId,
    cancel_scheduled,
    reschedule,
    schedule_command,
)
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class RemindAttendees(Command[Occurrence]):
    """Emit `OccurrenceReminderDue` for an upcoming occurrence, once.

    Raises:
        NotFound: There is no such occurrence.
    """

    permission = "events.run_jobs"

    occurrence: OccurrenceId


@frozen
class EndOccurrence(Command[Occurrence]):
    """Mark an occurrence as over and emit `OccurrenceEnded`, once.

    Raises:
        NotFound: There is no such occurrence.
    """

    permission = "events.run_jobs"
    when_archived = True

    occurrence: OccurrenceId


@events.handles(RemindAttendees)
def remind_attendees(context: Context, command: RemindAttendees) -> Occurrence:
    """Do nothing where the occurrence has started, is cancelled, or was reminded of before."""
    if context.run(sql.REMIND, id=command.occurrence, now=context.now):
        occurrence = context.get(Occurrence, command.occurrence)
        context.emit(OccurrenceReminderDue(event=occurrence.event, occurrence=occurrence.id))
        return occurrence
    return context.get(Occurrence, command.occurrence)


@events.handles(EndOccurrence)
def end_occurrence(context: Context, command: EndOccurrence) -> Occurrence:
    """Do nothing where the occurrence is not over, is cancelled, or was marked before."""
    ended = context.run(sql.END, id=command.occurrence, now=context.now)
    occurrence = context.get(Occurrence, command.occurrence)
    if ended:
        context.emit(
            OccurrenceEnded(
                event=occurrence.event,
                occurrence=occurrence.id,
                going=occurrence.going,
                checked_in=occurrence.checked_in,
            )
        )
    return occurrence


def move_scheduled_commands(
    context: Context, id: OccurrenceId, *, event: Event, starts_at: datetime, ends_at: datetime
) -> None:
    """Move the scheduled commands of an occurrence to where its times and the event's reminder need them."""
    ((reminder, ending, reminded_at),) = context.rows(sql.SCHEDULED, id=id)
    remind_at = reminder_time(context, event, starts_at)
    context.run(
        sql.SET_SCHEDULED,
        id=id,
        new_reminder=schedule_or_move(context, RemindAttendees(id), at=remind_at, known=reminder),
        new_ending=schedule_or_move(context, EndOccurrence(id), at=ends_at, known=ending),
        new_reminded_at=reminded_at if remind_at is None else None,
    )


def cancel_scheduled_commands(context: Context, id: OccurrenceId) -> None:
    """Cancel the scheduled commands of an occurrence."""
    ((reminder, ending, _),) = context.rows(sql.SCHEDULED, id=id)
    for scheduled in (reminder, ending):
        if scheduled is not None:
            cancel_scheduled(context, scheduled)


def reminder_time(context: Context, event: Event, starts_at: datetime) -> datetime | None:
    """When to remind; None for no reminder, and where that moment has passed: who answers now needs none."""
    at = starts_at - event.remind_before
    return at if event.remind_before and at > context.now else None


def schedule_or_move(
    context: Context, command: Command[Any], *, at: datetime | None, known: UUID | None = None
) -> ScheduledCommandId | None:
    """Schedule a command, or move the one that was scheduled before.

    Args:
        context: The context of the command that runs.
        command: The command to schedule.
        at: When; None to cancel it.
        known: The scheduled command of before; a new one is made where it has run already.

    Returns:
        The id of the scheduled command; None where there is none.
    """
    if at is None:
        if known is not None:
            cancel_scheduled(context, ScheduledCommandId(known))
        return None
    if known is not None and reschedule(context, ScheduledCommandId(known), to=at):
        return ScheduledCommandId(known)
    return schedule_command(context, command, at=at, as_system=True)
