"""A span of local time: from when to when, on the clocks of one time zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from commkit.events.local_time.policy import format_local, is_date, parse_local, to_utc
from commkit.runtime.model.errors import FieldError, Invalid

_DAY = timedelta(days=1)
MAX_DURATION = timedelta(days=92)
"""How long an event may last; the pages of upcoming events rely on it."""


@frozen
class Span:
    """When something starts and how long it lasts, in local time.

    Attributes:
        start: The start, as a naive datetime.
        length: The difference of the local times of end and start; whole days for all-day events.
        all_day: Whether it has dates instead of times.
    """

    start: datetime
    length: timedelta
    all_day: bool

    @classmethod
    def parse(cls, local_start: str, local_end: str) -> "Span":
        """Read a span from two texts of the same form.

        Args:
            local_start: `2026-05-01T18:00`, or the first day of an all-day event: `2026-05-01`.
            local_end: `2026-05-01T20:00`, or the last day.

        Raises:
            Invalid: With every fault.
        """
        errors: list[FieldError] = []
        times = []
        for name, text in (("local_start", local_start), ("local_end", local_end)):
            try:
                times.append(parse_local(text, name))
            except Invalid as invalid:
                errors += invalid.errors
        if errors:
            raise Invalid(errors)
        start, end = times
        all_day = is_date(local_start)
        if all_day is not is_date(local_end):
            raise Invalid.field("local_end", "mixed_forms", "give two times or two dates")
        length = end - start + (_DAY if all_day else timedelta())
        if length <= timedelta():
            raise Invalid.field("local_end", "before_start", "the end must be after the start")
        if length > MAX_DURATION:
            raise Invalid.field("local_end", "too_long", f"an event lasts at most {MAX_DURATION.days} days")
        return cls(start, length, all_day)

    @property
    def local_start(self) -> str:
        """The start as text: `2026-05-01T18:00:00`, or `2026-05-01` for all-day events."""
        return format_local(self.start, all_day=self.all_day)

    @property
    def local_end(self) -> str:
        """The end as text; the last day for all-day events."""
        end = self.start + self.length
        return format_local(end - _DAY if self.all_day else end, all_day=self.all_day)

    def starting_at(self, start: datetime) -> "Span":
        """A span of the same length with another start."""
        return Span(start, self.length, self.all_day)

    def to_utc(self, time_zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The start and the end in UTC; the end is after the start at every change of the clocks."""
        starts_at = to_utc(self.start, time_zone)
        ends_at = to_utc(self.start + self.length, time_zone)
        # Two local times around a change of the clocks may change places: 2:30, which is skipped, becomes 3:30, and
        # 3:00 stays 3:00.
        return starts_at, ends_at if ends_at > starts_at else starts_at + self.length
