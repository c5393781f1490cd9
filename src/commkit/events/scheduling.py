"""How a schedule becomes occurrences: so far ahead as the community wants, with the plans that remind and close."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.events import statements as sql
from commkit.events.commands import EndOccurrence, ExtendSeries, RemindAttendees
from commkit.events.feature import EventSettings
from commkit.events.records import Event, OccurrenceId
from commkit.events.recurrence import RecurrenceSchedule
from commkit.events.times import moment, read_wall, wall_at, written
from commkit.runtime.delivery.scheduled import (
    ScheduledCommandId,
    cancel_scheduled,
    reschedule,
    schedule_command,
)
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context

_DAY = timedelta(days=1)
_SOON = timedelta(minutes=1)


def create_occurrences(context: Context, event: Event, schedule: RecurrenceSchedule) -> list[datetime]:
    """Make the occurrences of a new event: the first one, whenever it is, and then those to come.

    Raises:
        Invalid: It never takes place.
    """
    until = _horizon(context, schedule)
    first = schedule.following(None)
    if first is None:
        raise Invalid.field("rule", "never", "let it take place at least once")
    most = context.settings(EventSettings).max_upcoming_occurrences
    behind = max(first, wall_at(context.now, schedule.zone) - _DAY)
    rest = schedule.starts(after=behind, until=until, most=most - 1) if schedule.recurs else []
    starts = [first, *rest]
    add_occurrences(context, event, schedule, starts, first=OccurrenceId(event.id))
    schedule_extension(context, event, schedule, starts)
    return starts


def extend_occurrences(
    context: Context, event: Event, schedule: RecurrenceSchedule, *, made_until: str
) -> int:
    """Make the next occurrences of an event; gives how many."""
    behind = max(read_wall(made_until, "starts"), wall_at(context.now, schedule.zone) - _DAY)
    most = context.settings(EventSettings).max_upcoming_occurrences
    starts = schedule.starts(after=behind, until=_horizon(context, schedule), most=most)
    known = {original for _, original in context.rows(sql.ORIGINALS, event=event.id)}
    fresh = [start for start in starts if _text(schedule, start) not in known]
    add_occurrences(context, event, schedule, fresh)
    schedule_extension(context, event, schedule, starts or [behind])
    return len(fresh)


def add_occurrences(
    context: Context,
    event: Event,
    schedule: RecurrenceSchedule,
    starts: Sequence[datetime],
    *,
    first: OccurrenceId | None = None,
) -> None:
    """Add an occurrence for each start, with its plans; the first one may have its id already."""
    rows = []
    for number, start in enumerate(starts):
        id = first if first is not None and number == 0 else OccurrenceId(context.new_id())
        rows.append(_row(context, event, schedule, start, id=id))
    context.run_many(sql.ADD, rows)


def schedule_extension(
    context: Context, event: Event, schedule: RecurrenceSchedule, starts: Sequence[datetime]
) -> None:
    """Note how far the occurrences go, and plan the moment at which there will be more."""
    ((_, extending),) = context.rows(sql.SERIES, id=event.id)
    if extending is not None:
        cancel_scheduled(context, extending)
    settings = context.settings(EventSettings)
    following = schedule.following(starts[-1]) if schedule.recurs else None
    again: ScheduledCommandId | None = None
    if following is not None:
        at = moment(following, schedule.zone) - settings.horizon
        if at <= context.now:  # there are as many as there may be at once: more when half of them are over
            at = moment(starts[len(starts) // 2], schedule.zone)
        again = schedule_command(
            context, ExtendSeries(event.id), at=max(at, context.now + _SOON), as_system=True
        )
    context.run(sql.EXTENDED, id=event.id, new_made_until=_text(schedule, starts[-1]), new_extending=again)


def reschedule_jobs(
    context: Context, id: OccurrenceId, *, event: Event, starts_at: datetime, ends_at: datetime
) -> None:
    """Move the plans of an occurrence to where its times and the event's reminder want them."""
    ((reminder, closing, reminded_at),) = context.rows(sql.PLANS, id=id)
    remind_at = _reminder_at(context, event, starts_at)
    context.run(
        sql.SET_PLANS,
        id=id,
        new_reminder=_moved(context, reminder, RemindAttendees(id), at=remind_at),
        new_closing=_moved(context, closing, EndOccurrence(id), at=ends_at),
        new_reminded_at=reminded_at if remind_at is None else None,
    )


def drop_jobs(context: Context, id: OccurrenceId) -> None:
    """Nothing is reminded of or closed any longer."""
    ((reminder, closing, _),) = context.rows(sql.PLANS, id=id)
    for waiting in (reminder, closing):
        if waiting is not None:
            cancel_scheduled(context, waiting)


def times_of(schedule: RecurrenceSchedule, start: datetime) -> dict[str, Any]:
    """The columns of an occurrence that say when it is."""
    span = schedule.span.at(start)
    starts_at, ends_at = span.moments(schedule.zone)
    return {"starts": span.starts, "ends": span.ends, "starts_at": starts_at, "ends_at": ends_at}


def _row(
    context: Context, event: Event, schedule: RecurrenceSchedule, start: datetime, *, id: OccurrenceId
) -> dict[str, Any]:
    times = times_of(schedule, start)
    is_over = times["ends_at"] <= context.now
    remind_at = _reminder_at(context, event, times["starts_at"])
    return times | {
        "id": id,
        "event": event.id,
        "original_start": _text(schedule, start),
        "moved": False,
        "capacity": event.capacity,
        "going": 0,
        "maybe": 0,
        "declined": 0,
        "waitlisted": 0,
        "last_position": 0,
        "checked_in": 0,
        "rated": 0,
        "stars": 0,
        "thread": None,
        "reminder": _moved(context, None, RemindAttendees(id), at=remind_at),
        "closing": _moved(context, None, EndOccurrence(id), at=None if is_over else times["ends_at"]),
        "code_hash": "",
        "reminded_at": None,
        "ended_at": times["ends_at"] if is_over else None,
        "cancelled_at": None,
        "cancelled_by": None,
        "cancellation_reason": "",
    }


def _reminder_at(context: Context, event: Event, starts_at: datetime) -> datetime | None:
    """When to remind; None for not at all, and where that moment is over: who answers now needs none."""
    at = starts_at - event.remind_before
    return at if event.remind_before and at > context.now else None


def _moved(
    context: Context, known: UUID | None, command: Command[Any], *, at: datetime | None
) -> ScheduledCommandId | None:
    """The plan of a command at a moment: the one that is known, where it still waits."""
    if at is None:
        if known is not None:
            cancel_scheduled(context, ScheduledCommandId(known))
        return None
    if known is not None and reschedule(context, ScheduledCommandId(known), to=at):
        return ScheduledCommandId(known)
    return schedule_command(context, command, at=at, as_system=True)


def _horizon(context: Context, schedule: RecurrenceSchedule) -> datetime:
    until = wall_at((context.now + context.settings(EventSettings).horizon).astimezone(UTC), schedule.zone)
    return max(until, schedule.span.start)


def _text(schedule: RecurrenceSchedule, start: datetime) -> str:
    return written(start, all_day=schedule.span.all_day)
