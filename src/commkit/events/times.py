"""Wall-clock times in named zones: what people mean by "18:00 in Vienna", whatever the clocks do until then.

An event keeps the wall-clock time and the zone, and its moment in UTC is worked out from them. Where clocks jump ahead
and skip a time, the time before the jump counts on; where they go back and have a time twice, the first one is meant
(RFC 5545, section 3.3.5; `fold=0` of zoneinfo).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen

from commkit.runtime.model.errors import FieldError, Invalid

_WALL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_YEARS = range(1900, 2200)
_DAY = timedelta(days=1)
MAX_DURATION = timedelta(days=92)
"""How long an event may last; pages of what is to come rely on it."""


@frozen
class Span:
    """From when to when, on a clock on the wall.

    Attributes:
        start: When it starts, without a zone.
        length: How far the clock moves on until its end; whole days for all-day events.
        all_day: Whether it has days and no times.
    """

    start: datetime
    length: timedelta
    all_day: bool

    @property
    def starts(self) -> str:
        """Its start as text: `2026-05-01T18:00:00`, or `2026-05-01` for all-day events."""
        return written(self.start, all_day=self.all_day)

    @property
    def ends(self) -> str:
        """Its end as text; the last day for all-day events."""
        end = self.start + self.length
        return written(end - _DAY if self.all_day else end, all_day=self.all_day)

    def at(self, start: datetime) -> "Span":
        """The same from another start on."""
        return Span(start, self.length, self.all_day)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its start and end in UTC; the end never comes before the start, whatever the clocks do."""
        starts_at = moment(self.start, zone)
        ends_at = moment(self.start + self.length, zone)
        # Two times around a jump of the clocks may change places: 2:30, which is skipped, is 3:30, and 3:00 is 3:00.
        return starts_at, ends_at if ends_at > starts_at else starts_at + self.length


@lru_cache(maxsize=1_024)
def zone_named(name: str) -> ZoneInfo:
    """The zone of a name such as `Europe/Vienna`.

    Raises:
        Invalid: There is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a folder of zones raises what the file system does
        raise Invalid.field(
            "zone", "unknown_zone", "give a name of the IANA time zones, such as Europe/Vienna"
        ) from None


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC at which a clock on the wall shows this."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def wall_at(at: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows at a moment."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def written(wall: datetime, *, all_day: bool) -> str:
    """A wall-clock time as text."""
    return wall.date().isoformat() if all_day else wall.replace(microsecond=0).isoformat()


def read_wall(text: str, field: str) -> datetime:
    """A wall-clock time from its text; midnight for a day.

    Raises:
        Invalid: It is no time, or one with a zone, or far away.
    """
    found = None
    if _WALL.fullmatch(text):
        try:
            found = (
                datetime.combine(date.fromisoformat(text), time())
                if is_day(text)
                else datetime.fromisoformat(text)
            )
        except ValueError:
            found = None
    if found is None:
        told = "give the time on the wall, such as 2026-05-01T18:00, or a day, such as 2026-05-01"
        raise Invalid.field(field, "bad_time", told)
    if found.year not in _YEARS:
        raise Invalid.field(field, "out_of_range", f"give a year of {_YEARS.start} to {_YEARS.stop - 1}")
    return found


def is_day(text: str) -> bool:
    """Whether a text is that of a day, without a time."""
    return "T" not in text


def read_span(starts: str, ends: str) -> Span:
    """When something takes place, from two texts of the same form.

    Args:
        starts: `2026-05-01T18:00`, or the first day of an all-day event: `2026-05-01`.
        ends: `2026-05-01T20:00`, or the last day.

    Raises:
        Invalid: With every fault.
    """
    errors: list[FieldError] = []
    walls = []
    for name, text in (("starts", starts), ("ends", ends)):
        try:
            walls.append(read_wall(text, name))
        except Invalid as invalid:
            errors += invalid.errors
    if errors:
        raise Invalid(errors)
    start, end = walls
    all_day = is_day(starts)
    if all_day is not is_day(ends):
        raise Invalid.field("ends", "mixed_forms", "give two times or two days")
    length = end - start + (_DAY if all_day else timedelta())
    if length <= timedelta():
        raise Invalid.field("ends", "before_start", "let it end after it starts")
    if length > MAX_DURATION:
        raise Invalid.field("ends", "too_long", f"let it last at most {MAX_DURATION.days} days")
    return Span(start, length, all_day)
