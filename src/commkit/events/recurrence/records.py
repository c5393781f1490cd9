"""All the local times at which an event takes place."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from commkit.events.local_time.policy import format_local
from commkit.events.local_time.records import Span
from commkit.events.rrules.policy import LAST_START, expand
from commkit.events.rrules.records import RecurrenceRule

_MAX_STEPS = 60_000
"""How many starts of a rule are looked at: one a day for 160 years."""


@frozen
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

    @property
    def recurs(self) -> bool:
        """Whether the event takes place more than once."""
        return self.rrule is not None or bool(self.rdates)

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

    def next_start(self, after: datetime | None) -> datetime | None:
        """The first start after a local time; the first of all where `after` is None."""
        return next(iter(self.starts(after=after, until=LAST_START, limit=1)), None)

    def starts(self, *, after: datetime | None, until: datetime, limit: int) -> list[datetime]:
        """The starts after `after` and up to `until`, in local time and in order; at most `limit`."""
        starts = set(islice(self._expand(after, until), limit + len(self.exdates)))
        starts |= {rdate for rdate in self.rdates if _between(after, rdate, until)}
        return sorted(starts - self.exdates)[:limit]

    def _expand(self, after: datetime | None, until: datetime) -> Iterator[datetime]:
        first = self.span.start
        if _between(after, first, until):
            yield first
        if self.rrule is None:
            return
        for start in islice(expand(self.rrule, self.span, self.time_zone), _MAX_STEPS):
            if start > until:
                return
            if start != first and _between(after, start, until):
                yield start

    def _format(self, starts: Iterable[datetime]) -> tuple[str, ...]:
        return tuple(format_local(start, all_day=self.span.all_day) for start in sorted(starts))


def _between(after: datetime | None, start: datetime, until: datetime) -> bool:
    return (after is None or start > after) and start <= until
