"""When a line was written: the day is in the name of the file, the minute in the line."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from commkit.importers.irc.logs import LogLine

_DAY = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_HALF_DAY = 12 * 60
_BACK = 3 * 60
"""Minutes that a clock may go back without a new day: it is set, or summer time ends."""
_LONGEST = 366 * 2 * _HALF_DAY


def day_of(name: str) -> date | None:
    """The day in the name of a log; None where there is none that a post may have."""
    for match in _DAY.finditer(name):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        if 1970 < day.year < 2490:  # ids contain the time, and no others fit
            return day
    return None


def find_times(lines: Iterable[LogLine], day: date, zone: tzinfo) -> dict[int, datetime]:
    """The time of each message by its number.

    Where the clock goes back by more than three hours, a new day began; in a log whose hours never exceed 12, a new
    half of the day, as its clock has twelve hours.

    Args:
        lines: The lines of a log.
        day: Its day.
        zone: The time zone of its times.
    """
    messages = [line for line in lines if not line.reason]
    twelve_hours = all((line.minute or 0) < 13 * 60 for line in messages)
    step = _HALF_DAY if twelve_hours else 2 * _HALF_DAY
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # the zone follows, as days may have 23 hours
    times: dict[int, datetime] = {}
    before, offset = 0, 0
    for line in messages:
        minute = line.minute or 0
        if minute < before - _BACK:
            offset = min(offset + step, _LONGEST)
        before = minute
        local = midnight + timedelta(minutes=minute + offset)
        times[line.number] = local.replace(tzinfo=zone).astimezone(UTC)
    return times
