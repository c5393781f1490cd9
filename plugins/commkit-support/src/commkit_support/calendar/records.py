"""The business calendar of a clock: when a team works, and how much of that time has passed between two moments."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Self

from attrs import field, frozen

from commkit import Invalid
from commkit_support.calendar.policy import (
    WEEKDAYS,
    Shift,
    holidays_errors,
    hours_errors,
    open_spans,
    sorted_dates,
    sorted_shifts,
    to_utc,
    zone_errors,
)

HORIZON = timedelta(days=3660)
"""How far `BusinessCalendar.add` looks ahead: ten years."""

_ZERO = timedelta(0)


@frozen
class BusinessCalendar:
    """When a team works. It holds plain values only, so that it can be stored as JSON in settings.

    A local time that occurs twice, at the end of daylight saving time, means the first one; a local time that its start
    skips means the moment after the skip.

    Attributes:
        zone: IANA name of the time zone that the hours are meant in, `Europe/Vienna`.
        hours: The shifts that begin on each of the `WEEKDAYS`, given as `time` or text. `00:00` to `00:00` is the whole
            day, `22:00` to `06:00` a night; they must not overlap.
        holidays: Local dates on which no shift begins, in order.

    Raises:
        Invalid: The zone is unknown, an hour or holiday is malformed, shifts overlap, or there is no shift at all
            (`support.bad_calendar`).
    """

    zone: str
    hours: Mapping[str, tuple[Shift, ...]] = field(converter=sorted_shifts, hash=False)
    holidays: tuple[date, ...] = field(default=(), converter=sorted_dates)

    def __attrs_post_init__(self) -> None:
        if errors := [*zone_errors(self.zone), *hours_errors(self.hours), *holidays_errors(self.holidays)]:
            raise Invalid(errors, code="support.bad_calendar")

    @classmethod
    def always(cls) -> Self:
        """A calendar that is always open: business time equals elapsed time."""
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
        """The same hours on each of the days, Monday to Friday by default.

        Args:
            zone: The IANA name of the time zone.
            start: The local opening time.
            end: The local closing time.
            days: The weekdays, of `mon` to `sun`.
            holidays: Local dates on which the office is closed.
        """
        return cls(zone, {day: [(start, end)] for day in days}, holidays)

    def add(self, start: datetime, worked: timedelta) -> datetime:
        """The first moment at which so much business time has passed since the start.

        Args:
            start: An aware datetime.
            worked: The business time; not negative.

        Returns:
            A UTC datetime.

        Raises:
            Invalid: The start is naive or the time is negative (`support.bad_time`), or there is not
                that much business time within `HORIZON` (`support.calendar_closed`).
        """
        start, left = to_utc(start), worked
        if left < _ZERO:
            raise Invalid.field(
                "worked",
                "negative",
                "give a business time that is not negative",
                error_code="support.bad_time",
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
            f"the calendar has less than {worked} of open time in ten years; remove holidays or add hours",
            error_code="support.calendar_closed",
        )

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business time from start to end; 0 where the end is not after the start.

        Raises:
            Invalid: A moment is naive (`support.bad_time`).
        """
        spans = self._open(to_utc(start), to_utc(end))
        return sum((closes - opens for opens, closes in spans), _ZERO)

    def _open(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        return open_spans(self.zone, self.hours, self.holidays, start, end)
