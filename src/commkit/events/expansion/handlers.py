"""How occurrences are added for the starts of an event, with their scheduled commands."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from commkit.events.expansion import statements as sql
from commkit.events.feature import EventSettings
from commkit.events.local_time.policy import format_local, to_local
from commkit.events.occurrences.jobs import EndOccurrence, RemindAttendees, reminder_time, schedule_or_move
from commkit.events.records import Event, OccurrenceId
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.runtime.sessions.context import Context


def add_occurrences(
    context: Context,
    event: Event,
    schedule: RecurrenceSchedule,
    starts: Sequence[datetime],
    *,
    first: OccurrenceId | None = None,
) -> None:
    """Add an occurrence for each start, with its scheduled commands.

    Args:
        context: The context.
        event: The event.
        schedule: When the event takes place.
        starts: The starts, in local time.
        first: The id of the first one; a new id where it is left out.
    """
    rows = []
    for number, start in enumerate(starts):
        id = first if first is not None and number == 0 else OccurrenceId(context.new_id())
        rows.append(_row(context, event, schedule, start, id=id))
    context.run_many(sql.ADD, rows)


def times_of(schedule: RecurrenceSchedule, start: datetime) -> dict[str, Any]:
    """The columns of an occurrence that say when it takes place."""
    span = schedule.span.starting_at(start)
    starts_at, ends_at = span.to_utc(schedule.time_zone)
    return {
        "local_start": span.local_start,
        "local_end": span.local_end,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }


def horizon_of(context: Context, schedule: RecurrenceSchedule) -> datetime:
    """Up to which local time occurrences are added; never before the first start."""
    until = (context.now + context.settings(EventSettings).horizon).astimezone(UTC)
    return max(to_local(until, schedule.time_zone), schedule.span.start)


def _row(
    context: Context, event: Event, schedule: RecurrenceSchedule, start: datetime, *, id: OccurrenceId
) -> dict[str, Any]:
    times = times_of(schedule, start)
    is_over = times["ends_at"] <= context.now
    remind_at = reminder_time(context, event, times["starts_at"])
    return times | {
        "id": id,
        "event": event.id,
        "space": event.space,
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
        "reminder": schedule_or_move(context, RemindAttendees(id), at=remind_at),
        "ending": schedule_or_move(context, EndOccurrence(id), at=None if is_over else times["ends_at"]),
        "code_hash": "",
        "code_created_by": None,
        "reminded_at": None,
        "ended_at": times["ends_at"] if is_over else None,
        "cancelled_at": None,
        "cancelled_by": None,
        "cancellation_reason": "",
        "source_sequence": None,
        "source_modified_at": None,
    }


def _text(schedule: RecurrenceSchedule, start: datetime) -> str:
    return format_local(start, all_day=schedule.span.all_day)
