"""The periods of a rule: its days, weeks, months or years, of which it takes each, or one of several."""

from datetime import MAXYEAR, date

from attrs import frozen

_END = date(MAXYEAR, 12, 31).toordinal()


@frozen
class Periods:
    """The periods that a rule counts by.

    Days are proleptic Gregorian ordinals, as `date.toordinal` gives them.

    Attributes:
        frequency: `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`.
        interval: Of how many of them one is taken.
        start: The day of the first start; its period is taken.
        week_start: The weekday on which weeks begin; 0 is Monday.
    """

    frequency: str
    interval: int
    start: int
    week_start: int

    def around(self, day: int) -> tuple[int, int]:
        """The first and the last day of the period in which a day is."""
        number = self._number(day)
        return self._first(number), self._first(number + 1) - 1

    def next_taken(self, day: int) -> int:
        """The day itself where its period is taken; else the first day of the next one that is."""
        number = self._number(day)
        missing = (self._number(self.start) - number) % self.interval
        return day if missing == 0 else self._first(number + missing)

    def _number(self, day: int) -> int:
        match self.frequency:
            case "DAILY":
                return day
            case "WEEKLY":
                return (day - 1 - self.week_start) // 7  # the first day of all was a Monday
            case "MONTHLY":
                at = date.fromordinal(day)
                return at.year * 12 + at.month - 1
            case _:
                return date.fromordinal(day).year

    def _first(self, number: int) -> int:
        match self.frequency:
            case "DAILY":
                return number
            case "WEEKLY":
                return number * 7 + 1 + self.week_start
            case "MONTHLY":
                year, month = divmod(number, 12)
                return date(year, month + 1, 1).toordinal() if year <= MAXYEAR else _END + 1
            case _:
                return date(number, 1, 1).toordinal() if number <= MAXYEAR else _END + 1
