"""When anniversaries are: computed from days and a time zone, without a clock."""

from calendar import isleap
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIEST = date(1900, 1, 1)
"""The first day on which somebody may have joined a company."""
IN_TIME = timedelta(days=1)
"""How long after its moment an anniversary is still told."""


def anniversary_in(joined_on: date, year: int) -> date:
    """The anniversary in a year; that of a 29 February is on the 28th in years without one.

    Args:
        joined_on: The day that it is of.
        year: The year.
    """
    day = 28 if (joined_on.month, joined_on.day) == (2, 29) and not isleap(year) else joined_on.day
    return date(year, joined_on.month, day)


def next_anniversary(joined_on: date, *, after: date) -> date:
    """The first anniversary behind a day; the first of all is a year after the day itself.

    Args:
        joined_on: The day that it is of.
        after: The day.
    """
    year = max(after.year, joined_on.year + 1)
    found = anniversary_in(joined_on, year)
    return found if found > after else anniversary_in(joined_on, year + 1)


def told_at(day: date, zone: ZoneInfo, hour: int) -> datetime:
    """When an anniversary is told, UTC: at an hour of the local clock.

    An hour that is skipped, because clocks are put forward, is as long after midnight as it would have been; of one
    that occurs twice it is the first.

    Args:
        day: The day.
        zone: The time zone of the community.
        hour: The hour, 0 to 23.
    """
    return datetime.combine(day, time(hour), zone).replace(fold=0).astimezone(UTC)


def first_to_tell(joined_on: date, zone: ZoneInfo, hour: int, *, now: datetime) -> date:
    """The first anniversary whose moment is still to come.

    Args:
        joined_on: The day that it is of.
        zone: The time zone of the community.
        hour: At which hour it is told.
        now: The moment.
    """
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    found = next_anniversary(joined_on, after=yesterday)
    return found if told_at(found, zone, hour) > now else next_anniversary(joined_on, after=found)


def years_at(joined_on: date, day: date, *, shown: bool) -> int | None:
    """How many years an anniversary is; None where that is not to be shown."""
    return day.year - joined_on.year if shown else None
