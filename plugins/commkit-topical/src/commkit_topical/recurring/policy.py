"""When a recurring thread opens, and what is checked of one; no database, no clock.

It opens at a local time in a time zone, so that 9:00 stays 9:00 whatever the clocks do. A local time that is skipped
when clocks go forward counts on from before the change, of one that occurs twice the first is meant (RFC 5545, section
3.3.5; `fold=0` of zoneinfo). Of a month that lacks the day its last day is taken.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commkit import FieldError, Invalid
from commkit_topical.recurring.records import Recurrence

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DAYS_AHEAD = 64
"""Days among which the next time of any recurrence is."""
_DAYS = {Recurrence.DAILY: range(1), Recurrence.WEEKLY: range(7), Recurrence.MONTHLY: range(1, 32)}


def zone_or_none(name: str) -> ZoneInfo | None:
    """The time zone of a name such as `Europe/Vienna`; None where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a directory of zones raises what the file system does
        return None


def check_times(recurrence: Recurrence, *, at: str, day: int, time_zone: str) -> None:
    """Check when a recurring thread opens.

    Raises:
        Invalid: With every error found.
    """
    errors = []
    if not _CLOCK.fullmatch(at):
        errors.append(FieldError("at", "no_time", "give hours and minutes, such as 09:00"))
    if zone_or_none(time_zone) is None:
        errors.append(
            FieldError(
                "time_zone", "unknown_zone", "give the name of an IANA time zone, such as Europe/Vienna"
            )
        )
    if day not in _DAYS[recurrence]:
        hint = "give 0 to 6 for weekly ones, from Monday on, 1 to 31 for monthly ones, 0 for daily ones"
        errors.append(FieldError("day", "no_such_day", hint))
    if errors:
        raise Invalid(errors)


def next_opening(recurrence: Recurrence, *, at: str, day: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The first moment after now at which one opens, UTC.

    Args:
        recurrence: How often.
        at: The local time, such as `09:00`.
        day: Of the week or of the month.
        zone: The time zone.
        now: The present moment.
    """
    clock, today = time.fromisoformat(at), now.astimezone(zone).date()
    moments = (
        datetime.combine(each, clock, zone).replace(fold=0).astimezone(UTC)
        for each in _days_from(today - timedelta(days=1))
        if _is_day(each, recurrence, day)
    )
    return next(moment for moment in moments if moment > now)


def title_on(title: str, opens_at: datetime, zone: ZoneInfo) -> str:
    """The title of the thread that opens at a moment, cut to the 300 characters that a title has at most."""
    return title.replace("{date}", opens_at.astimezone(zone).date().isoformat())[:300]


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(_DAYS_AHEAD))


def _is_day(each: date, recurrence: Recurrence, day: int) -> bool:
    if recurrence is Recurrence.WEEKLY:
        return each.weekday() == day
    if recurrence is Recurrence.MONTHLY:
        return each.day == min(day, monthrange(each.year, each.month)[1])
    return True
