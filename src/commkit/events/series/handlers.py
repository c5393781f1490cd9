"""How a new event gets its occurrences."""

from datetime import datetime, timedelta

from commkit.events.expansion.handlers import add_occurrences, horizon_of
from commkit.events.feature import EventSettings
from commkit.events.local_time.policy import to_local
from commkit.events.records import Event
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.series.jobs import schedule_extension
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context

_DAY = timedelta(days=1)


def create_occurrences(context: Context, event: Event, schedule: RecurrenceSchedule) -> list[datetime]:
    """Add the occurrences of a new event: the first one, which may be past, and the upcoming ones.

    Returns:
        Their starts, in local time.

    Raises:
        Invalid: The schedule has no start at all.
    """
    until = horizon_of(context, schedule)
    first = schedule.next_start(None)
    if first is None:
        raise Invalid.field("rrule", "never", "the event must take place at least once")
    limit = context.settings(EventSettings).max_upcoming_occurrences
    after = max(first, to_local(context.now, schedule.time_zone) - _DAY)
    rest = schedule.starts(after=after, until=until, limit=limit - 1) if schedule.recurs else []
    starts = [first, *rest]
    add_occurrences(context, event, schedule, starts, first=event.first)
    schedule_extension(context, event, schedule, starts)
    return starts
