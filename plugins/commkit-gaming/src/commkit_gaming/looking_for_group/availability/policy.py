"""When somebody can play: windows of the local week of a zone, as intervals of UTC.

A moment is in a window where the clocks of the zone show a time of the week that is in it. So of a window around a
change of the clocks, what is skipped is not there, what comes twice is there twice, and a day that a zone leaves out
when it crosses the date line has no windows.

All times are whole seconds since 1970, UTC: `zoneinfo` knows no offset of less, and a span of years has no rounding.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from commkit import FieldError, Invalid

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of the week, as windows name them."""
MOST_WINDOWS = 50
"""How many windows one has at most."""
_DAY = 24 * 60 * 60
_WEEK = 7 * _DAY
_MONDAY = 4 * _DAY
"""The first Monday of 1970, 00:00, on any clock."""
_STEP = 60 * 60
"""The offset of a zone is looked up so often: no two changes of one zone are closer."""
_WINDOW = re.compile(
    rf"({'|'.join(DAYS)})-([01]\d|2[0-3]):([0-5]\d)/({'|'.join(DAYS)})-([01]\d|2[0-3]):([0-5]\d)"
)

Interval = tuple[int, int]
"""From and until, in seconds since 1970 (UTC); the end is not in it."""


def checked_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises:
        Invalid: There is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a directory of zones raises what the file system does
        message = "give the name of an IANA time zone, such as Pacific/Apia"
        raise Invalid.field("time_zone", "unknown_zone", message) from None


def checked_windows(windows: Sequence[str]) -> tuple[str, ...]:
    """Windows as they are stored: each once, in the order of the week.

    Raises:
        Invalid: One is malformed or empty, or there are too many.
    """
    if len(windows) > MOST_WINDOWS:
        raise Invalid.field("windows", "too_many", f"give at most {MOST_WINDOWS} windows")
    normal = {each.strip().lower() for each in windows}
    faults = [
        FieldError("windows", "bad_window", f"{each!r}: write it like fri-20:00/sat-02:00, with another end")
        for each in sorted(normal)
        if not _WINDOW.fullmatch(each) or _parsed(each)[1] == 0
    ]
    if faults:
        raise Invalid(faults)
    return tuple(sorted(normal, key=_parsed))


def _parsed(window: str) -> tuple[int, int]:
    """The start of a window in seconds of the week, and its length; 0 for none."""
    found = _WINDOW.fullmatch(window)
    if found is None:
        return 0, 0
    days, hours, minutes = found.group(1, 4), found.group(2, 5), found.group(3, 6)
    start, end = (
        DAYS.index(day) * _DAY + int(hour) * 3_600 + int(minute) * 60
        for day, hour, minute in zip(days, hours, minutes, strict=True)
    )
    return start, (end - start) % _WEEK


def available(windows: Iterable[str], zone: tzinfo, start: datetime, end: datetime) -> list[Interval]:
    """When somebody can play within a time, as intervals of UTC that neither meet nor overlap, in order.

    Args:
        windows: Windows as `checked_windows` gives them.
        zone: The zone of their clocks.
        start: From when on.
        end: Until when.
    """
    parsed = [_parsed(each) for each in windows]
    found: list[Interval] = []
    for first, last, offset in _offsets(zone, _seconds(start), _seconds(end)):
        local = first + offset, last + offset
        for week in range((local[0] - _MONDAY) // _WEEK - 1, (local[1] - _MONDAY) // _WEEK + 1):
            for begins, length in parsed:
                at = _MONDAY + week * _WEEK + begins
                piece = max(at, local[0]) - offset, min(at + length, local[1]) - offset
                if piece[0] < piece[1]:
                    found.append(piece)
    return joined(found)


def _offsets(zone: tzinfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The pieces of a time in which the zone has one offset: from, until, offset; in seconds."""
    at, offset = start, _offset(zone, start)
    while at < end:
        step, last = at, at
        while last < end and _offset(zone, min(step + _STEP, end)) == offset:
            step = last = min(step + _STEP, end)
        if last < end:  # the change lies between `step` and the next look: find its second
            low, high = step, min(step + _STEP, end)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
            last = high
        yield at, last, offset
        at, offset = last, _offset(zone, last)


def _offset(zone: tzinfo, at: int) -> int:
    found = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset()
    assert found is not None
    return round(found.total_seconds())


def _seconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """The same times as intervals that neither meet nor overlap, in order."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def overlaps(people: Sequence[Sequence[Interval]], at_least: int) -> list[Interval]:
    """When at least so many of some people can.

    Args:
        people: When each can: intervals that neither meet nor overlap.
        at_least: How many, 1 or more.
    """
    steps = sorted(step for each in people for start, end in each for step in ((start, 1), (end, -1)))
    found, count, since = list[Interval](), 0, 0
    for at, change in steps:  # at one moment those who stop come first, so that none is counted too long
        before, count = count, count + change
        if before < at_least <= count:
            since = at
        elif count < at_least <= before and since < at:
            found.append((since, at))
    return joined(found)


def local_texts(times: tuple[datetime, datetime], zone: ZoneInfo) -> tuple[str, str] | None:
    """A beginning and an end as local times of a zone; None where one comes twice and is not the first one."""
    local = tuple(at.astimezone(zone) for at in times)
    if any(each.replace(fold=0).astimezone(UTC) != at for each, at in zip(local, times, strict=True)):
        return None
    start, end = (each.replace(tzinfo=None, fold=0, microsecond=0).isoformat() for each in local)
    return start, end
