"""The scheduled command that adds the next occurrences of a recurring event."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import frozen

from commkit.events import statements as event_statements
from commkit.events.expansion import statements as expansion
from commkit.events.expansion.handlers import add_occurrences, horizon_of
from commkit.events.feature import EventSettings, events
from commkit.events.local_time.policy import format_local, parse_local, to_local, to_utc
from commkit.events.records import Event, EventId
from commkit.events.recurrence.policy import schedule_of
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.series import statements as sql
from commkit.events.series.facts import SeriesExtended
from commkit.runtime.delivery.scheduled import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context

_DAY = timedelta(days=1)
_MIN_DELAY = timedelta(minutes=1)


@frozen
class ExtendSeries(Command[Event]):
    """Add the next occurrences of a recurring event, and schedule itself again.

    Raises:
        NotFound: There is no such event.
    """

    permission = "events.run_jobs"

    event: EventId


@events.handles(ExtendSeries)
def extend_series(context: Context, command: ExtendSeries) -> Event:
    """Do nothing where the event was cancelled in the meantime."""
    context.run(event_statements.LOCK, id=command.event)
    event = context.get(Event, command.event)
    if event.cancelled_at is None:
        added = extend_occurrences(context, event, schedule_of(event))
        if added:
            context.emit(SeriesExtended(event=event.id, added=added))
    return event


def extend_occurrences(context: Context, event: Event, schedule: RecurrenceSchedule) -> int:
    """Add the next occurrences of an event.

    Returns:
        How many were added.
    """
    ((expanded_until, _),) = context.rows(sql.PROGRESS, id=event.id)
    after = max(parse_local(expanded_until, "local_start"), to_local(context.now, schedule.time_zone) - _DAY)
    limit = context.settings(EventSettings).max_upcoming_occurrences
    starts = schedule.starts(after=after, until=horizon_of(context, schedule), limit=limit)
    known = {original for _, original in context.rows(expansion.ORIGINAL_STARTS, event=event.id)}
    added = [start for start in starts if format_local(start, all_day=schedule.span.all_day) not in known]
    add_occurrences(context, event, schedule, added)
    schedule_extension(context, event, schedule, starts or [after])
    return len(added)


def schedule_extension(
    context: Context, event: Event, schedule: RecurrenceSchedule, starts: Sequence[datetime]
) -> None:
    """Note how far the occurrences go, and schedule the command that adds the next ones.

    Args:
        context: The context.
        event: The event.
        schedule: When the event takes place.
        starts: The starts that have occurrences by now, in local time; the last one counts.
    """
    ((_, extension),) = context.rows(sql.PROGRESS, id=event.id)
    if extension is not None:
        cancel_scheduled(context, extension)
    settings = context.settings(EventSettings)
    following = schedule.next_start(starts[-1]) if schedule.recurs else None
    scheduled: ScheduledCommandId | None = None
    if following is not None:
        at = to_utc(following, schedule.time_zone) - settings.horizon
        if (
            at <= context.now
        ):  # the number of upcoming occurrences is at its limit: add more when half of them are over
            at = to_utc(starts[len(starts) // 2], schedule.time_zone)
        scheduled = schedule_command(
            context, ExtendSeries(event.id), at=max(at, context.now + _MIN_DELAY), as_system=True
        )
    context.run(
        sql.SET_PROGRESS,
        id=event.id,
        new_expanded_until=format_local(starts[-1], all_day=schedule.span.all_day),
        new_extension=scheduled,
    )
