"""The local times that a recurrence rule gives.

A rule is expanded from the period in which the wanted time begins, not from its first start, which may be long ago.
Only COUNT has to be counted from there; that is done once, and gives the last start. Years in which the rule names no
day are passed over, and so are periods that INTERVAL leaves out; so a search is short even where no date ever matches.
What is left is counted in `Steps`, and bounded.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import cached_property
from itertools import islice, product

from attrs import field, frozen

from commkit.events.rrules.records import DAYS, RecurrenceRule
from commkit.events.rule_days.policy import RuleDays
from commkit.events.rule_days.records import Periods
from commkit.events.rule_starts.records import Steps

MAX_SEARCH = 2_500
"""Steps without a start after which a rule is over: none that goes on has so long a gap."""


@frozen(slots=False)
class RuleStarts:
    """The local times that a rule gives, from the first start of its event on.

    The first start counts as one of them, whether it fits the rule or not: "The DTSTART property value always counts
    as the first occurrence" (RFC 5545, section 3.3.10).

    Attributes:
        rule: The rule.
        start: The first start.
        last: No start is later; also where the rule has no end.
        all_day: Whether the event has dates instead of times; a rule names no times then.
    """

    rule: RecurrenceRule
    start: datetime
    last: datetime
    all_day: bool = False
    _known_places: dict[int, tuple[int, ...]] = field(factory=dict, init=False, eq=False)

    def counted(self, steps: Steps) -> datetime:
        """The last start, where the rule counts them; else `last`.

        Raises:
            Invalid: There are too many steps to it.
        """
        count = self.rule.parts.get("COUNT")
        if count is None:
            return self.last
        if count == 1:
            return self.start
        left = count - 1  # the first start is one of them
        if "BYSETPOS" in self.rule.parts or self._periods.interval > 1:
            starts = self._expand(self.start.toordinal(), self.last.toordinal(), steps)
        else:
            left, day = self._pass_years(left, steps)
            starts = self._on_days(day, self.last.toordinal(), steps)
        last = next(islice(self._later(starts), left - 1, None), None)
        return self.last if last is None else min(last, self.last)

    @property
    def fits(self) -> bool:
        """Whether the rule gives the first start, too."""
        first, end = self._periods.around(self.start.toordinal())
        return self.start in self._in_period(first, end, Steps())

    def between(self, after: datetime | None, until: datetime, steps: Steps) -> Iterator[datetime]:
        """The starts after `after`, and up to `until`, in order.

        Args:
            after: Where to begin; None for the first start.
            until: The last one that is wanted.
            steps: Counts the work.

        Raises:
            Invalid: There are too many steps, which no rule takes that `counted` went through.
        """
        if after is None or after < self.start:
            if self.start <= until:
                yield self.start
            after = self.start
        begin = self._periods.around(after.toordinal())[0]
        for start in self._expand(begin, until.toordinal(), steps):
            if start > until:
                return
            if start > after:
                yield start

    def _pass_years(self, left: int, steps: Steps) -> tuple[int, int]:
        """Count the starts of whole years, where periods do not matter.

        Returns:
            How many starts are left after the last year that was counted, and the first day after it.
        """
        day = self.start.toordinal()
        end = date(self.start.year, 12, 31).toordinal()
        first = sum(1 for _ in islice(self._later(self._on_days(day, end, steps)), left))
        year = self.start.year + 1
        if first == left:
            return left, day
        left -= first
        while year <= self.last.year:
            steps.take()
            starts = len(self._days.of_year(year, steps.take)) * len(self._times)
            if starts >= left:
                break
            left -= starts
            year += 1
        return left, date(year, 1, 1).toordinal()

    def _expand(self, day: int, last: int, steps: Steps) -> Iterator[datetime]:
        """The starts later than the first one, in the periods that some days are in."""
        idle = 0
        while day <= last and idle < MAX_SEARCH:
            steps.take()
            idle += 1
            found = self._next_day(self._periods.next_taken(day), last, steps)
            if found is None:
                return
            first, end = self._periods.around(found)
            if self._periods.next_taken(found) == found:
                for start in self._later(self._in_period(first, end, steps)):
                    idle = 0
                    yield start
            day = end + 1

    def _later(self, starts: Iterable[datetime]) -> Iterator[datetime]:
        return (start for start in starts if start > self.start)

    def _next_day(self, day: int, last: int, steps: Steps) -> int | None:
        """The next day that the rule names, from a day on."""
        while day <= last:
            year = date.fromordinal(day).year
            before = date(year, 1, 1).toordinal() - 1
            days = self._days.of_year(year, steps.take)
            place = bisect_left(days, day - before)
            if place < len(days):
                return before + days[place]
            steps.take()
            day = date(year + 1, 1, 1).toordinal()
        return None

    def _in_period(self, first: int, last: int, steps: Steps) -> Iterator[datetime]:
        if "BYSETPOS" not in self.rule.parts:
            yield from self._on_days(first, last, steps)
            return
        steps.take(2)  # choosing takes about as long as looking for two periods
        parts = list(self._named_days(first, last, steps))
        size = sum(len(days) for _, days in parts) * len(self._times)
        for place in self._places(size, steps):
            steps.take()
            number, clock = divmod(place, len(self._times))
            for before, days in parts:  # a week of two years has two parts
                if number < len(days):
                    yield datetime.combine(date.fromordinal(before + days[number]), self._times[clock])
                    break
                number -= len(days)

    def _on_days(self, first: int, last: int, steps: Steps) -> Iterator[datetime]:
        for before, days in self._named_days(first, last, steps):
            for day in days:
                at = date.fromordinal(before + day)
                for clock in self._times:
                    steps.take()
                    yield datetime.combine(at, clock)

    def _named_days(self, first: int, last: int, steps: Steps) -> Iterator[tuple[int, tuple[int, ...]]]:
        """For each year: the day before it, and the days of it that the rule names, from `first` to `last`."""
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            before = date(year, 1, 1).toordinal() - 1
            days = self._days.of_year(year, steps.take)
            yield before, days[bisect_left(days, first - before) : bisect_left(days, last - before + 1)]

    def _places(self, size: int, steps: Steps) -> tuple[int, ...]:
        """Which of so many starts BYSETPOS takes, counted from 0."""
        known = self._known_places.get(size)
        if known is None:
            positions = self.rule.parts["BYSETPOS"]
            steps.take(len(positions))
            places = {pos - 1 if pos > 0 else size + pos for pos in positions if abs(pos) <= size}
            known = self._known_places[size] = tuple(sorted(places))
        return known

    @cached_property
    def _days(self) -> RuleDays:
        return RuleDays.of(self.rule, self.start)

    @cached_property
    def _periods(self) -> Periods:
        parts = self.rule.parts
        week_start = DAYS.index(parts.get("WKST", "MO"))
        return Periods(parts["FREQ"], parts.get("INTERVAL", 1), self.start.toordinal(), week_start)

    @cached_property
    def _times(self) -> tuple[time, ...]:
        """The times of a day, in order."""
        if self.all_day:
            return (time(),)
        parts, start = self.rule.parts, self.start
        hours = parts.get("BYHOUR", (start.hour,))
        minutes = parts.get("BYMINUTE", (start.minute,))
        seconds = parts.get("BYSECOND", (start.second,))
        return tuple(sorted({time(*clock) for clock in product(hours, minutes, seconds)}))
