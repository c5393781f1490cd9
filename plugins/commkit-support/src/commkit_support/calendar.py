"""The business calendar of an SLA clock: when a team is there, and how much of that time has passed.

Everything is pure. Moments are aware UTC datetimes; business time is real elapsed time while the calendar is open, so a
shift over the night when clocks go forward is an hour shorter, and one over the night when they go back an hour longer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo

from attrs import field, frozen

from commkit import FieldError, Invalid

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Shift = tuple[str, str]
"""Opening and closing time on the local clock, `("09:00", "17:30")`. A closing time that is not after the opening
one is on the next day."""

Pause = tuple[datetime, datetime | None]
"""From when until when the clock stands still; None while it still does."""

HORIZON = timedelta(days=3660)
"""How far `BusinessCalendar.add` looks ahead: ten years."""

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_NONE = timedelta(0)


def _text(at: time | str) -> str:
    """One way to write each time, so that texts compare as times; what is none stays for the check to tell of."""
    try:
        at = time.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        return str(at)
    return at.isoformat("auto" if at.second or at.microsecond else "minutes")


def _shifts(hours: Mapping[str, Iterable[tuple[time | str, time | str]]]) -> dict[str, tuple[Shift, ...]]:
    listed = {day: tuple(sorted((_text(a), _text(b)) for a, b in shifts)) for day, shifts in hours.items()}
    return {day: shifts for day, shifts in listed.items() if shifts}


def _dates(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


@frozen
class BusinessCalendar:
    """When a team is there. It holds nothing but plain values, to be stored as JSON settings.

    A time that the local clock shows twice (clocks go back) means the first; one that it skips (clocks go forward)
    means the moment after the skip.

    Attributes:
        zone: IANA name of the time zone that the hours are meant in, `Europe/Vienna`.
        hours: The shifts that begin on each of the `WEEKDAYS`, given as `time` or text. `00:00` to `00:00` is the whole
            day, `22:00` to `06:00` a night; they must not overlap.
        holidays: Local dates on which no shift begins, in order.

    Raises:
        Invalid: the zone is unknown, an hour or holiday is none, shifts overlap, or there is none at all
            (`support.bad_calendar`).
    """

    zone: str
    hours: Mapping[str, tuple[Shift, ...]] = field(converter=_shifts, hash=False)
    holidays: tuple[date, ...] = field(default=(), converter=_dates)

    def __attrs_post_init__(self) -> None:
        if errors := [*_zone_errors(self.zone), *_hours_errors(self.hours), *_holidays_errors(self.holidays)]:
            raise Invalid(errors, code="support.bad_calendar")

    @classmethod
    def always(cls) -> Self:
        """Around the clock: business time is time."""
        return cls("UTC", {day: [("00:00", "00:00")] for day in WEEKDAYS})

    @classmethod
    def office(
        cls,
        zone: str,
        *,
        start: time | str = "09:00",
        end: time | str = "17:00",
        days: Iterable[str] = WEEKDAYS[:5],
        holidays: Iterable[date] = (),
    ) -> Self:
        """The same hours on each of the days, Monday to Friday unless told otherwise."""
        return cls(zone, {day: [(start, end)] for day in days}, holidays)

    def add(self, start: datetime, worked: timedelta) -> datetime:
        """Finds the first moment at which so much business time has passed since the start.

        Raises:
            Invalid: a naive moment or a negative time (`support.bad_time`); or not that much business time within
                `HORIZON` (`support.calendar_closed`).
        """
        start, left = _utc(start), worked
        if left < _NONE:
            raise Invalid.field(
                "worked", "negative", "business time cannot run backwards.", name="support.bad_time"
            )
        if not left:
            return start
        for opens, closes in self._open(start, start + HORIZON):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        raise Invalid.field(
            "holidays",
            "closed",
            f"the calendar has less than {worked} of open time in ten years; remove holidays or add hours.",
            name="support.calendar_closed",
        )

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Measures the business time from start to end; none where the end is not after the start.

        Raises:
            Invalid: a naive moment (`support.bad_time`).
        """
        start, end = _utc(start), _utc(end)
        return sum((closes - opens for opens, closes in self._open(start, end)), _NONE)

    def _open(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans, in UTC and in order, cut to what lies between start and end."""
        if start >= end:
            return
        zone = ZoneInfo(self.zone)
        day = start.astimezone(zone).date() - _DAY  # last night's shift may still run
        last = end.astimezone(zone).date()
        while day <= last:
            shifts = () if day in self.holidays else self.hours.get(WEEKDAYS[day.weekday()], ())
            for opening, closing in shifts:
                opens = max(start, _instant(self.zone, day, opening))
                closes = min(end, _instant(self.zone, day if closing > opening else day + _DAY, closing))
                if opens < closes:
                    yield opens, closes
            day += _DAY


def elapsed(calendar: BusinessCalendar, start: datetime, end: datetime, pauses: Sequence[Pause]) -> timedelta:
    """Measures the business time from start to end outside the pauses; where pauses overlap, they count once.

    Raises:
        Invalid: a naive moment (`support.bad_time`).
    """
    total, since = _NONE, _utc(start)
    for begins, ends in _in_order(pauses):
        total += calendar.between(since, min(begins, _utc(end)))
        if ends is None:
            return total
        since = max(since, begins, ends)
    return total + calendar.between(since, end)


def deadline(
    calendar: BusinessCalendar, start: datetime, allowed: timedelta, pauses: Sequence[Pause]
) -> datetime | None:
    """Finds the first moment at which the allowed business time is used up, outside the pauses.

    Returns:
        The moment; None where the clock was stopped before it and still stands still.

    Raises:
        Invalid: as `BusinessCalendar.add` does.
    """
    left, since = allowed, _utc(start)
    for begins, ends in _in_order(pauses):
        used = calendar.between(since, begins)
        if used >= left:
            break
        if ends is None:
            return None
        left, since = left - used, max(since, begins, ends)
    return calendar.add(since, left)


def _in_order(pauses: Sequence[Pause]) -> list[Pause]:
    spans: list[Pause] = [(_utc(begins), ends and _utc(ends)) for begins, ends in pauses]
    return sorted(spans, key=lambda pause: pause[0])


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None or not 1900 <= moment.year <= 9900:
        told = f"expected an aware datetime of the years 1900 to 9900, got {moment!r}; use UTC."
        raise Invalid.field(
            "moment", "naive" if moment.tzinfo is None else "range", told, name="support.bad_time"
        )
    return moment.astimezone(UTC)


@lru_cache(maxsize=1 << 14)
def _instant(zone: str, day: date, at: str) -> datetime:
    """The first moment at which the clock of the zone has reached that time of that day."""
    wanted = datetime.combine(day, time.fromisoformat(at))
    local = wanted.replace(tzinfo=ZoneInfo(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).replace(tzinfo=None) == wanted:
        return moment
    # The clock skips it. By PEP 495 the skip lies between the two readings; it happens on a whole second.
    before, after = int(local.replace(fold=1).timestamp()), int(moment.timestamp()) + 1
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, local.tzinfo).replace(tzinfo=None) >= wanted:
            after = middle
        else:
            before = middle
    return datetime.fromtimestamp(after, UTC)


def _zone_errors(zone: str) -> Iterator[FieldError]:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder in the database, "America"
        yield FieldError(
            "zone", "unknown", f"no time zone is called {zone!r}; use an IANA name like Europe/Vienna."
        )


def _hours_errors(hours: Mapping[str, tuple[Shift, ...]]) -> Iterator[FieldError]:
    if not hours:
        yield FieldError("hours", "closed", "the calendar never opens; give it a shift on some weekday.")
    spans = []
    for day, shifts in hours.items():
        if day not in WEEKDAYS:
            yield FieldError(f"hours.{day}", "weekday", f"no such weekday; use one of {', '.join(WEEKDAYS)}.")
            continue
        for shift in shifts:
            opens, closes = map(_since_midnight, shift)
            if opens is None or closes is None:
                yield FieldError(
                    f"hours.{day}", "time", f"{shift} are no local times; write them like 09:30."
                )
                continue
            begin = WEEKDAYS.index(day) * _DAY
            spans.append((begin + opens, begin + closes + (_DAY if closes <= opens else _NONE)))
    spans.sort()
    for (_, closed), (opened, _) in pairwise([*spans, *((a + _WEEK, b) for a, b in spans[:1])]):
        if opened < closed:
            told = "two shifts overlap; join them (a night's shift reaches into the next day)."
            yield FieldError(f"hours.{WEEKDAYS[opened.days % 7]}", "overlap", told)


def _since_midnight(text: str) -> timedelta | None:
    try:
        at = time.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is not None:
        return None
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)


def _holidays_errors(holidays: tuple[date, ...]) -> Iterator[FieldError]:
    if any(isinstance(day, datetime) for day in holidays):
        yield FieldError("holidays", "type", "a holiday is a date without a time.")
