"""How the upcoming occurrences of an event follow a new schedule, with their RSVPs."""

from datetime import datetime, timedelta

from commkit.events.expansion import statements as expansion
from commkit.events.expansion.handlers import add_occurrences, times_of
from commkit.events.feature import EventSettings
from commkit.events.local_time.policy import format_local, parse_local, to_local
from commkit.events.occurrences import statements as occurrences
from commkit.events.occurrences.facts import OccurrenceCancelled
from commkit.events.occurrences.jobs import cancel_scheduled_commands, move_scheduled_commands
from commkit.events.occurrences.records import UpcomingOccurrence
from commkit.events.records import Event, EventId, OccurrenceId
from commkit.events.recurrence.policy import schedule_of
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.rescheduling import statements as sql
from commkit.events.series.jobs import schedule_extension
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context

Move = tuple[UpcomingOccurrence, datetime]
"""An occurrence and its new local start."""


def reschedule_occurrences(
    context: Context, before: Event, after: Event, schedule: RecurrenceSchedule, *, imported: bool = False
) -> None:
    """Move each upcoming occurrence by as much as the first start moved; cancel those without a new start, add others.

    Args:
        context: The context; its command has changed the event's row, which others wait for.
        before: The event before the change.
        after: The event after the change.
        schedule: When it takes place now.
        imported: Whether the change comes from another calendar: what has its place in the new schedule keeps it,
            and it may be that nothing is left.

    Raises:
        Conflict: It takes place once, and is over.
        Invalid: It would not take place any more.
    """
    rows = context.rows(occurrences.UPCOMING_OF_EVENT, event=before.id, now=context.now)
    if not before.recurs and not schedule.recurs:
        if not rows:
            raise Conflict("events.already_ended", "this is over; create another event")
        _move(context, after, schedule, rows[0], schedule.span.start)
        schedule_extension(context, after, schedule, [schedule.span.start])
        return
    rows = [row for row in rows if row.starts_at > context.now]
    wanted = _upcoming_starts(context, schedule, imported=imported)
    shift = schedule.span.start - schedule_of(before).span.start
    if imported and any(schedule.includes(parse_local(row.original_start, "local_start")) for row in rows):
        shift = timedelta()  # where the first times were taken away, the others stay
    kept, dropped = _assign_starts(context, before, rows, wanted, schedule=schedule, shift=shift)
    for row in dropped:
        _delete_or_cancel(context, before.id, row)
    # Where they move later, the last ones first: an original start is unique, and none takes that of another one.
    for row, start in reversed(kept) if shift > timedelta() else kept:
        _move(context, after, schedule, row, start)
    known = {original for _, original in context.rows(expansion.ORIGINAL_STARTS, event=before.id)}
    added = [start for start in wanted if format_local(start, all_day=schedule.span.all_day) not in known]
    add_occurrences(context, after, schedule, added)
    schedule_extension(context, after, schedule, wanted or [to_local(context.now, schedule.time_zone)])


def _upcoming_starts(context: Context, schedule: RecurrenceSchedule, *, imported: bool) -> list[datetime]:
    settings = context.settings(EventSettings)
    now = to_local(context.now, schedule.time_zone)
    until = max(to_local(context.now + settings.horizon, schedule.time_zone), schedule.span.start)
    starts = schedule.starts(after=now, until=until, limit=settings.max_upcoming_occurrences)
    if not starts and not imported and schedule.next_start(now) is None:
        raise Invalid.field("rrule", "never", "the event must take place at least once more; or cancel it")
    return starts


def _assign_starts(
    context: Context,
    event: Event,
    rows: list[UpcomingOccurrence],
    wanted: list[datetime],
    *,
    schedule: RecurrenceSchedule,
    shift: timedelta,
) -> tuple[list[Move], list[UpcomingOccurrence]]:
    """The occurrences that have a start in the new schedule, with it, and those that have none."""
    moving = {row.id for row in rows}
    taken = {
        original
        for id, original in context.rows(expansion.ORIGINAL_STARTS, event=event.id)
        if id not in moving
    }
    free = {start for start in wanted if format_local(start, all_day=schedule.span.all_day) not in taken}
    kept: list[Move] = []
    dropped: list[UpcomingOccurrence] = []
    for row in rows:
        start = parse_local(row.original_start, "local_start") + shift
        # One that was added ahead of its time, because it was rescheduled or cancelled by itself.
        ahead = (not wanted or start > wanted[-1]) and row.moved
        original = format_local(start, all_day=schedule.span.all_day)
        if start in free or (ahead and original not in taken and schedule.includes(start)):
            kept.append((row, start))
        else:
            dropped.append(row)
    return kept, dropped


def _move(
    context: Context, event: Event, schedule: RecurrenceSchedule, row: UpcomingOccurrence, start: datetime
) -> None:
    original = format_local(start, all_day=schedule.span.all_day)
    if row.moved and event.recurs:
        context.run(sql.SET_ORIGINAL_START, id=row.id, new_original_start=original)
        return
    times = times_of(schedule, start)
    new = {f"new_{name}": value for name, value in times.items()}
    context.run(sql.MOVE, id=row.id, new_original_start=original, **new)
    move_scheduled_commands(
        context, row.id, event=event, starts_at=times["starts_at"], ends_at=times["ends_at"]
    )


def _delete_or_cancel(context: Context, event: EventId, row: UpcomingOccurrence) -> None:
    """Delete an occurrence that nobody answered; keep another one as cancelled, outside of the new schedule."""
    cancel_scheduled_commands(context, row.id)
    if context.run(sql.DELETE_UNANSWERED, id=row.id):
        return
    context.run(sql.SET_ORIGINAL_START, id=row.id, new_original_start=_detached(row.id))
    context.run(occurrences.CANCEL, id=row.id, now=context.now, by=context.member_or_none, why="")
    context.emit(OccurrenceCancelled(event=event, occurrence=row.id))


def _detached(id: OccurrenceId) -> str:
    """A text in place of an original start: unique, no time, and before every time."""
    return f"!{id.hex[-18:]}"
