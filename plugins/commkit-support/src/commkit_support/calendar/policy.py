"""The computations of a business calendar: its spans of open time, and the checks of its fields; no database.

Business time is the real time that passes while the calendar is open. So a shift across the start of daylight saving
time is an hour shorter, and one across its end an hour longer.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from commkit import FieldError, Invalid

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Shift = tuple[str, str]
"""Opening and closing time on the local clock, `("09:00", "17:30")`. A closing time that is not after the opening
one is on the next day."""

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_ZERO = timedelta(0)


def _time_text(at: time | str) -> str:
    """The one text of a time, so that texts sort as times; a text that is no time is returned for the check to find."""
    try:
        at = time.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        return str(at)
    return at.isoformat("auto" if at.second or at.microsecond else "minutes")


def sorted_shifts(
    hours: Mapping[str, Iterable[tuple[time | str, time | str]]],
) -> dict[str, tuple[Shift, ...]]:
    """The shifts of each weekday in order, as texts; weekdays without a shift are left out."""
    listed = {
        day: tuple(sorted((_time_text(a), _time_text(b)) for a, b in shifts)) for day, shifts in hours.items()
    }
    return {day: shifts for day, shifts in listed.items() if shifts}


def sorted_dates(days: Iterable[date]) -> tuple[date, ...]:
    """The dates in order, each once."""
    return tuple(sorted(set(days)))


def open_spans(
    zone_name: str,
    hours: Mapping[str, tuple[Shift, ...]],
    holidays: tuple[date, ...],
    start: datetime,
    end: datetime,
) -> Iterator[tuple[datetime, datetime]]:
    """The spans of open time between two moments.

    Args:
        zone_name: The IANA name of the time zone of the hours.
        hours: The shifts that begin on each weekday.
        holidays: Local dates on which no shift begins.
        start: A UTC datetime; spans that began before it are cut to it.
        end: A UTC datetime; likewise.

    Returns:
        The start and end of each span, in UTC and in order.
    """
    if start >= end:
        return
    zone = ZoneInfo(zone_name)
    day = start.astimezone(zone).date() - _DAY  # the shift of the night before may still run
    last = end.astimezone(zone).date()
    while day <= last:
        shifts = () if day in holidays else hours.get(WEEKDAYS[day.weekday()], ())
        for opening, closing in shifts:
            opens = max(start, _instant(zone_name, day, opening))
            closes = min(end, _instant(zone_name, day if closing > opening else day + _DAY, closing))
            if opens < closes:
                yield opens, closes
        day += _DAY


def to_utc(moment: datetime) -> datetime:
    """An aware datetime in UTC.

    Raises:
        Invalid: It is naive, or not of the years 1900 to 9900 (`support.bad_time`).
    """
    if moment.tzinfo is None or not 1900 <= moment.year <= 9900:
        message = f"expected an aware datetime of the years 1900 to 9900, got {moment!r}; use UTC"
        raise Invalid.field(
            "moment", "naive" if moment.tzinfo is None else "range", message, error_code="support.bad_time"
        )
    return moment.astimezone(UTC)


@lru_cache(maxsize=1 << 14)
def _instant(zone: str, day: date, at: str) -> datetime:
    """The first moment at which local time has reached that time of that day."""
    wanted = datetime.combine(day, time.fromisoformat(at))
    local = wanted.replace(tzinfo=ZoneInfo(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).replace(tzinfo=None) == wanted:
        return moment
    # The start of daylight saving time skips it. By PEP 495 the skip lies between the two readings, on a whole second.
    before, after = int(local.replace(fold=1).timestamp()), int(moment.timestamp()) + 1
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, local.tzinfo).replace(tzinfo=None) >= wanted:
            after = middle
        else:
            before = middle
    return datetime.fromtimestamp(after, UTC)


def zone_errors(zone: str) -> Iterator[FieldError]:
    """What is wrong with the name of a time zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # OSError: a folder of the time zone database, "America"
        yield FieldError(
            "zone", "unknown", f"no time zone is called {zone!r}; use an IANA name like Europe/Vienna"
        )


def hours_errors(hours: Mapping[str, tuple[Shift, ...]]) -> Iterator[FieldError]:
    """What is wrong with the shifts of a week: weekdays, times, overlaps, none at all."""
    if not hours:
        yield FieldError("hours", "closed", "the calendar never opens; give it a shift on some weekday")
    spans = []
    for day, shifts in hours.items():
        if day not in WEEKDAYS:
            yield FieldError(f"hours.{day}", "weekday", f"no such weekday; use one of {', '.join(WEEKDAYS)}")
            continue
        for shift in shifts:
            opens, closes = map(_since_midnight, shift)
            if opens is None or closes is None:
                yield FieldError(f"hours.{day}", "time", f"{shift} are no local times; write them like 09:30")
                continue
            begin = WEEKDAYS.index(day) * _DAY
            spans.append((begin + opens, begin + closes + (_DAY if closes <= opens else _ZERO)))
    spans.sort()
    for (_, closed), (opened, _) in pairwise([*spans, *((a + _WEEK, b) for a, b in spans[:1])]):
        if opened < closed:
            message = "two shifts overlap; join them (a night shift reaches into the next day)"
            yield FieldError(f"hours.{WEEKDAYS[opened.days % 7]}", "overlap", message)


def _since_midnight(text: str) -> timedelta | None:
    try:
        at = time.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is not None:
        return None
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)


def holidays_errors(holidays: tuple[date, ...]) -> Iterator[FieldError]:
    """What is wrong with the holidays."""
    if any(isinstance(day, datetime) for day in holidays):
        yield FieldError("holidays", "type", "a holiday is a date without a time")
