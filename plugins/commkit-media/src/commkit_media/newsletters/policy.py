"""When a newsletter goes out by itself, and what is checked of one; no database, no clock.

It goes out at a local time in a time zone, so that 7:30 stays 7:30 whatever the clocks do. A local time that is skipped
when clocks go forward counts on from before the change, of one that occurs twice the first is meant (RFC 5545, section
3.3.5; `fold=0` of zoneinfo). Of a month that lacks the day its last day is taken.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commkit import FieldError, Invalid
from commkit_media.newsletters.records import Cadence

MOST_POSTS = 50
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_MOST_TAGS = 20
_DAYS_AHEAD = 64
"""Days among which the next issue of any cadence is."""


def zone_or_none(name: str) -> ZoneInfo | None:
    """The time zone of a name such as `Europe/Vienna`; None where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a directory of zones raises what the file system does
        return None


def next_moment(
    cadence: Cadence, *, at: str, weekday: int, day: int, time_zone: str, now: datetime
) -> datetime | None:
    """The first moment after now at which a newsletter goes out by itself, UTC; None for one that is sent by hand.

    Args:
        cadence: How often.
        at: The local time, such as `07:30`.
        weekday: 0 for Monday to 6 for Sunday; for weekly ones.
        day: The day of the month; for monthly ones.
        time_zone: The name of the time zone.
        now: The present moment.
    """
    zone = zone_or_none(time_zone)
    if cadence is Cadence.BY_HAND or zone is None:
        return None
    clock, today = time.fromisoformat(at), now.astimezone(zone).date()
    moments = (
        datetime.combine(each, clock, zone).replace(fold=0).astimezone(UTC)
        for each in _days_from(today - timedelta(days=1))
        if _is_day(each, cadence, weekday, day)
    )
    return next(moment for moment in moments if moment > now)


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(_DAYS_AHEAD))


def _is_day(each: date, cadence: Cadence, weekday: int, day: int) -> bool:
    if cadence is Cadence.WEEKLY:
        return each.weekday() == weekday
    if cadence is Cadence.MONTHLY:
        return each.day == min(day, monthrange(each.year, each.month)[1])
    return True


def check_newsletter(
    cadence: Cadence, *, at: str, weekday: int, day: int, time_zone: str, tags: tuple[str, ...], most: int
) -> None:
    """Check when a newsletter goes out and what it has; what would be ignored is refused.

    Raises:
        Invalid: With every error found.
    """
    errors = list(_time_errors(cadence, at, time_zone))
    if weekday not in range(7):
        errors.append(FieldError("weekday", "no_such_day", "give 0 for Monday to 6 for Sunday"))
    elif weekday and cadence is not Cadence.WEEKLY:
        errors.append(FieldError("weekday", "ignored", "leave it out: only a weekly newsletter has one"))
    if day not in range(1, 32):
        errors.append(FieldError("day", "no_such_day", "give a day of the month, 1 to 31"))
    elif day != 1 and cadence is not Cadence.MONTHLY:
        errors.append(FieldError("day", "ignored", "leave it out: only a monthly newsletter has one"))
    if len(tags) > _MOST_TAGS or any(not tag or " " in tag for tag in tags):
        errors.append(FieldError("tags", "bad_tags", f"give at most {_MOST_TAGS} tags, without spaces"))
    if not 1 <= most <= MOST_POSTS:
        errors.append(FieldError("most", "out_of_range", f"give 1 to {MOST_POSTS}"))
    if errors:
        raise Invalid(errors)


def _time_errors(cadence: Cadence, at: str, time_zone: str) -> Iterator[FieldError]:
    if cadence is Cadence.BY_HAND:
        for name, text in (("at", at), ("time_zone", time_zone)):
            if text:
                yield FieldError(name, "ignored", "leave it out, or say a cadence: this one is sent by hand")
        return
    if not _CLOCK.fullmatch(at):
        yield FieldError("at", "no_time", "give hours and minutes, such as 07:30")
    if zone_or_none(time_zone) is None:
        hint = "give the name of an IANA time zone, such as Europe/Vienna"
        yield FieldError("time_zone", "unknown_zone", hint)
