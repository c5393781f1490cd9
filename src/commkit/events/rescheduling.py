"""How the occurrences of an event follow a new schedule, with all answers that were given to them."""

from datetime import datetime, timedelta

from commkit.events import statements as sql
from commkit.events.facts import OccurrenceCancelled
from commkit.events.feature import EventSettings
from commkit.events.policy import schedule_of
from commkit.events.records import Event, EventId, OccurrenceId
from commkit.events.recurrence import RecurrenceSchedule
from commkit.events.scheduling import (
    add_occurrences,
    drop_jobs,
    reschedule_jobs,
    schedule_extension,
    times_of,
)
from commkit.events.statements import UpcomingOccurrence
from commkit.events.times import read_wall, wall_at, written
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context


def reschedule(context: Context, before: Event, after: Event, schedule: RecurrenceSchedule) -> None:
    """Move each occurrence to come as far as the first start moved; cancel what has no place, add what is missing.

    Args:
        context: Whose actor changed the event; its row was changed already, which makes others wait.
        before: The event as it was.
        after: The event as it is.
        schedule: When it takes place now.

    Raises:
        Conflict: It does not recur and is over.
        Invalid: It would not take place any more.
    """
    rows = context.rows(sql.UPCOMING_OF_EVENT, event=before.id, now=context.now)
    if not before.recurs and not schedule.recurs:
        if not rows:
            raise Conflict("events.already_ended", "this is over; plan another one")
        _shift(context, after, schedule, rows[0], schedule.span.start)
        schedule_extension(context, after, schedule, [schedule.span.start])
        return
    rows = [row for row in rows if row.starts_at > context.now]
    wanted = _wanted(context, schedule)
    moved_by = schedule.span.start - schedule_of(before).span.start
    staying, going = _sort(context, before, rows, wanted, schedule=schedule, moved_by=moved_by)
    for row in going:
        _drop_or_cancel(context, before.id, row)
    # The last ones first where they move on, so that none takes the place of another that is still there.
    for row, start in reversed(staying) if moved_by > timedelta() else staying:
        _shift(context, after, schedule, row, start)
    known = {original for _, original in context.rows(sql.ORIGINALS, event=before.id)}
    fresh = [start for start in wanted if written(start, all_day=schedule.span.all_day) not in known]
    add_occurrences(context, after, schedule, fresh)
    schedule_extension(context, after, schedule, wanted)


def _wanted(context: Context, schedule: RecurrenceSchedule) -> list[datetime]:
    settings = context.settings(EventSettings)
    now = wall_at(context.now, schedule.zone)
    until = max(wall_at(context.now + settings.horizon, schedule.zone), schedule.span.start)
    found = schedule.starts(after=now, until=until, most=settings.max_upcoming_occurrences)
    if not found:
        raise Invalid.field("rule", "never", "let it take place at least once more, or cancel it")
    return found


def _sort(
    context: Context,
    event: Event,
    rows: list[UpcomingOccurrence],
    wanted: list[datetime],
    *,
    schedule: RecurrenceSchedule,
    moved_by: timedelta,
) -> tuple[list[tuple[UpcomingOccurrence, datetime]], list[UpcomingOccurrence]]:
    """Those that have a start in the new schedule, each with it, and those that have none."""
    moving = {row.id for row in rows}
    taken = {original for id, original in context.rows(sql.ORIGINALS, event=event.id) if id not in moving}
    free = {start for start in wanted if written(start, all_day=schedule.span.all_day) not in taken}
    staying: list[tuple[UpcomingOccurrence, datetime]] = []
    going: list[UpcomingOccurrence] = []
    for row in rows:
        start = read_wall(row.original_start, "starts") + moved_by
        if start in free:
            staying.append((row, start))
        else:
            going.append(row)
    return staying, going


def _shift(
    context: Context, event: Event, schedule: RecurrenceSchedule, row: UpcomingOccurrence, start: datetime
) -> None:
    original = written(start, all_day=schedule.span.all_day)
    if row.moved and event.recurs:
        context.run(sql.RENAME, id=row.id, new_original=original)
        return
    times = times_of(schedule, start)
    context.run(
        sql.SHIFT, id=row.id, new_original=original, **{f"new_{name}": value for name, value in times.items()}
    )
    reschedule_jobs(context, row.id, event=event, starts_at=times["starts_at"], ends_at=times["ends_at"])


def _drop_or_cancel(context: Context, event: EventId, row: UpcomingOccurrence) -> None:
    """Nobody misses it where nobody answered; else it stands there as cancelled, under no start of the new rule."""
    drop_jobs(context, row.id)
    if context.run(sql.DROP, id=row.id):
        return
    context.run(sql.RENAME, id=row.id, new_original=_detached(row.id))
    context.run(sql.CANCEL, id=row.id, now=context.now, who=context.member_or_none, why="")
    context.emit(OccurrenceCancelled(event=event, occurrence=row.id))


def _detached(id: OccurrenceId) -> str:
    """No start at all, and before every one."""
    return f"!{id.hex[-18:]}"
