"""When an announcement recurs; no database.

It is stored as a local time in a time zone, so that 9:00 stays 9:00 whatever the clocks do. A local time that is
skipped when clocks go forward counts on from before the change, of one that occurs twice the first is meant (RFC 5545,
section 3.3.5; `fold=0` of zoneinfo). Of a day that a month lacks its last day is taken.
"""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from commkit import Invalid
from commkit_internal.announcements.recurring.records import Frequency, Recurrence

MAX_INTERVAL = 60
"""Weeks, months or years between two copies, at most."""
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_YEARS = range(1900, 2200)


def parse_zone(name: str) -> ZoneInfo:
    """The time zone of a name such as `Europe/Vienna`.

    Raises:
        Invalid: There is no such time zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a directory of zones raises what the file system does
        raise Invalid.field(
            "time_zone", "unknown_zone", "give the name of an IANA time zone, such as Europe/Vienna"
        ) from None


def parse_first(text: str) -> datetime:
    """The first local time of a recurrence.

    Raises:
        Invalid: It is no local time, or outside of the years 1900 to 2199.
    """
    try:
        local = datetime.fromisoformat(text) if _LOCAL.fullmatch(text) else None
    except ValueError:
        local = None
    if local is None:
        raise Invalid.field("first", "bad_time", "give a local time, such as 2026-05-01T09:00")
    if local.year not in _YEARS:
        raise Invalid.field("first", "out_of_range", f"give a year from {_YEARS.start} to {_YEARS.stop - 1}")
    return local


def local_time(first: datetime, frequency: Frequency, steps: int) -> datetime:
    """The local time after some weeks, months or years.

    Args:
        first: The first local time.
        frequency: What is counted.
        steps: How many of these.
    """
    if frequency is Frequency.WEEKLY:
        return first + timedelta(weeks=steps)
    months = first.month - 1 + steps * (12 if frequency is Frequency.YEARLY else 1)
    year, month = first.year + months // 12, months % 12 + 1
    return first.replace(year=year, month=month, day=min(first.day, monthrange(year, month)[1]))


def moment_of(recurrence: Recurrence, number: int) -> datetime:
    """When the copy with a number is made, in UTC.

    Args:
        recurrence: The recurrence.
        number: The number, from 0.
    """
    first, zone = parse_first(recurrence.first), parse_zone(recurrence.time_zone)
    local = local_time(first, recurrence.frequency, number * recurrence.interval)
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def next_number(recurrence: Recurrence, now: datetime) -> int:
    """The number of the first copy after a moment, and not one that was made: of what was missed one copy is enough.

    Args:
        recurrence: The recurrence; `made` numbers have passed.
        now: The moment.
    """
    number = recurrence.made
    while moment_of(recurrence, number) <= now:
        number += 1
    return number
