"""All the local times at which an event takes place."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from commkit.events.local_time.policy import format_local
from commkit.events.local_time.records import Span
from commkit.events.rrules.policy import LAST_START, until_of
from commkit.events.rrules.records import RecurrenceRule
from commkit.events.rule_starts.policy import RuleStarts
from commkit.events.rule_starts.records import Steps


@frozen(slots=False)
class RecurrenceSchedule:
    """All the times at which an event takes place.

    Attributes:
        span: The first one.
        time_zone: Its time zone.
        rrule: How it recurs; None where it does not.
        rdates: Further starts in local time.
        exdates: Starts in local time that are left out.
    """

    span: Span
    time_zone: ZoneInfo
    rrule: RecurrenceRule | None = None
    rdates: frozenset[datetime] = frozenset()
    exdates: frozenset[datetime] = frozenset()
    _last: list[datetime] = field(factory=list, init=False, eq=False)

    @property
    def recurs(self) -> bool:
        """Whether the event takes place more than once."""
        return self.rrule is not None or bool(self.rdates)

    @property
    def fits(self) -> bool:
        """Whether the rule, where there is one, gives the first start, too."""
        return self._rule_starts is None or self._rule_starts.fits

    def fields(self) -> dict[str, Any]:
        """The fields of an `Event` that say when it takes place, in their normal form."""
        return {
            "local_start": self.span.local_start,
            "local_end": self.span.local_end,
            "time_zone": self.time_zone.key,
            "rrule": self.rrule.text if self.rrule else "",
            "rdates": self._format(self.rdates),
            "exdates": self._format(self.exdates),
        }

    def next_start(self, after: datetime | None, steps: Steps | None = None) -> datetime | None:
        """The first start after a local time; the first of all where `after` is None.

        Args:
            after: The local time.
            steps: Counts the work; by itself it is bounded for each call.
        """
        return next(iter(self.starts(after=after, until=LAST_START, limit=1, steps=steps)), None)

    def starts(
        self, *, after: datetime | None, until: datetime, limit: int, steps: Steps | None = None
    ) -> list[datetime]:
        """The starts after `after` and up to `until`, in local time and in order; at most `limit`.

        Raises:
            Invalid: The rule takes too many steps, which none does whose `last_start` was found.
        """
        starts = set(islice(self._of_rule(after, until, steps or Steps()), limit + len(self.exdates)))
        starts |= {rdate for rdate in self.rdates if _between(after, rdate, until)}
        return sorted(starts - self.exdates)[:limit]

    def includes(self, start: datetime) -> bool:
        """Whether it takes place at a local time."""
        return self.starts(after=start - timedelta(seconds=1), until=start, limit=1) == [start]

    def last_start(self, steps: Steps) -> datetime:
        """The last start that the rule gives, or the last one that there may be; found once, as it takes steps.

        Raises:
            Invalid: It takes too many steps to find it.
        """
        if not self._last:
            if self._rule_starts is None:
                self._last.append(self.span.start)
            else:
                self._last.append(self._rule_starts.counted(steps))
        return self._last[0]

    def _of_rule(self, after: datetime | None, until: datetime, steps: Steps) -> Iterator[datetime]:
        if self._rule_starts is not None:
            # The first start is there even where the rule ends before it.
            last = max(self.last_start(steps), self.span.start)
            return self._rule_starts.between(after, min(until, last), steps)
        return iter([self.span.start] if _between(after, self.span.start, until) else [])

    @cached_property
    def _rule_starts(self) -> RuleStarts | None:
        if self.rrule is None:
            return None
        until = until_of(self.rrule, self.span, self.time_zone)
        last = LAST_START if until is None else until
        return RuleStarts(self.rrule, self.span.start, last, all_day=self.span.all_day)

    def _format(self, starts: Iterable[datetime]) -> tuple[str, ...]:
        return tuple(format_local(start, all_day=self.span.all_day) for start in sorted(starts))


def _between(after: datetime | None, start: datetime, until: datetime) -> bool:
    return (after is None or start > after) and start <= until
