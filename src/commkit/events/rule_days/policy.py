"""The days of a year that a recurrence rule names: its parts that choose days, without INTERVAL and BYSETPOS.

Which days these are depends on little: whether the year is a leap year, and on which weekday it begins. So there are
few kinds of years, and each of them is computed once for a rule, however many years it spans.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from commkit.events.rrules.records import DAYS, RecurrenceRule

_DAY_PARTS = ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
STEPS_OF_A_YEAR = 60
"""What a new kind of year counts for; looking at its days takes about as long as so many steps of a search."""
Take = Callable[[int], None]
"""Counts steps, and stops the work where there are too many."""


def day_parts(rule: RecurrenceRule, start: datetime) -> Mapping[str, Any]:
    """The parts of a rule that choose days; what it leaves open comes from the first start (RFC 5545, 3.3.10)."""
    parts: dict[str, Any] = {
        name: frozenset(rule.parts[name]) for name in (*_DAY_PARTS, "BYMONTH") if name in rule.parts
    }
    named = [name for name in _DAY_PARTS if name in parts]
    match rule.parts["FREQ"]:
        case "YEARLY" if not named:
            parts.setdefault("BYMONTH", frozenset({start.month}))
            parts["BYMONTHDAY"] = frozenset({start.day})
        case "MONTHLY" if not named:
            parts["BYMONTHDAY"] = frozenset({start.day})
        case "WEEKLY" if not named:
            parts["BYDAY"] = frozenset({(0, DAYS[start.weekday()])})
        case "YEARLY" if named == ["BYWEEKNO"]:
            parts["BYDAY"] = frozenset({(0, DAYS[start.weekday()])})
    return parts


@frozen(slots=False)
class RuleDays:
    """The days that a rule names.

    Attributes:
        parts: Its parts that choose days, as `day_parts` gives them.
        numbered_in_month: Whether a number before a day, as in `-1FR`, counts within the month, not the year.
        week_start: The weekday on which weeks begin; 0 is Monday.
    """

    parts: Mapping[str, Any]
    numbered_in_month: bool
    week_start: int
    _known: dict[tuple[int, ...], tuple[int, ...]] = field(factory=dict, init=False, eq=False)

    @classmethod
    def of(cls, rule: RecurrenceRule, start: datetime) -> "RuleDays":
        """The days of a rule.

        Args:
            rule: The rule.
            start: The first start.
        """
        numbered_in_month = rule.parts["FREQ"] == "MONTHLY" or "BYMONTH" in rule.parts
        return cls(day_parts(rule, start), numbered_in_month, DAYS.index(rule.parts.get("WKST", "MO")))

    def of_year(self, year: int, take: Take) -> tuple[int, ...]:
        """The days of a year, numbered from 1, in order.

        Args:
            year: The year.
            take: Counts the work; a kind of year that is known costs nothing.
        """
        kind: tuple[int, ...] = (isleap(year), date(year, 1, 1).weekday())
        if "BYWEEKNO" in self.parts:
            kind = (*kind, isleap(year - 1), isleap(year + 1))
        known = self._known.get(kind)
        if known is None:
            take(STEPS_OF_A_YEAR)
            known = self._known[kind] = tuple(self._matching(year))
        return known

    def _matching(self, year: int) -> list[int]:
        found = []
        first = date(year, 1, 1).weekday()
        length = 365 + isleap(year)
        months, weeks = self.parts.get("BYMONTH"), self.parts.get("BYWEEKNO")
        month_days, year_days = self.parts.get("BYMONTHDAY"), self.parts.get("BYYEARDAY")
        number = 0
        for month in range(1, 13):
            days = monthrange(year, month)[1]
            if months is not None and month not in months:
                number += days
                continue
            for day in range(1, days + 1):
                number += 1
                if month_days is not None and month_days.isdisjoint((day, day - days - 1)):
                    continue
                if year_days is not None and year_days.isdisjoint((number, number - length - 1)):
                    continue
                if weeks is not None and weeks.isdisjoint(self._weeks(year, number)):
                    continue
                weekday = (first + number - 1) % 7
                within = (day, days) if self.numbered_in_month else (number, length)
                if "BYDAY" in self.parts and not self._has_weekday(weekday, *within):
                    continue
                found.append(number)
        return found

    def _has_weekday(self, weekday: int, day: int, days: int) -> bool:
        name = DAYS[weekday]
        numbers = (0, (day - 1) // 7 + 1, -((days - day) // 7) - 1)
        return any((number, name) in self.parts["BYDAY"] for number in numbers)

    def _weeks(self, year: int, number: int) -> tuple[int, int]:
        """The number of a day's week, from the beginning and from the end of the year that the week belongs to."""
        day = date(year, 1, 1).toordinal() + number - 1
        first = self._first_week(year)
        following = self._first_week(year + 1)
        if day < first:
            first, following = self._first_week(year - 1), first
        elif day >= following:
            first, following = following, self._first_week(year + 2)
        return (day - first) // 7 + 1, -((following - day - 1) // 7) - 1

    def _first_week(self, year: int) -> int:
        """The first day of the first week of a year: the one with at least four of its days."""
        fourth = date(year, 1, 4)
        return fourth.toordinal() - (fourth.weekday() - self.week_start) % 7
