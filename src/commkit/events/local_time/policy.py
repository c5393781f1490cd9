"""Local times in named time zones: what "18:00 in Vienna" means, whatever changes of the clocks come until then.

An event stores the local time and the time zone; its moment in UTC is computed from them. A local time that is skipped
when clocks go forward counts on from before the change; of one that occurs twice when they go back the first one is
meant (RFC 5545, section 3.3.5; `fold=0` of zoneinfo).
"""

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from commkit.runtime.model.errors import Invalid

_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_YEARS = range(1900, 2200)


@lru_cache(maxsize=1_024)
def parse_time_zone(name: str) -> ZoneInfo:
    """The time zone of a name such as `Europe/Vienna`.

    Raises:
        Invalid: There is no such time zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a directory of zones raises what the file system does
        raise Invalid.field(
            "time_zone", "unknown_zone", "give the name of an IANA time zone, such as Europe/Vienna"
        ) from None


def to_utc(local: datetime, time_zone: tzinfo) -> datetime:
    """The moment in UTC of a local time."""
    return local.replace(tzinfo=time_zone, fold=0).astimezone(UTC)


def to_local(at: datetime, time_zone: tzinfo) -> datetime:
    """The local time of a moment, as a naive datetime."""
    return at.astimezone(time_zone).replace(tzinfo=None, fold=0)


def convert_local(text: str, source: tzinfo, target: tzinfo, *, field: str) -> str:
    """A local time, as text, of one time zone as the local time of another one.

    Raises:
        Invalid: It is no time; the error names the field.
    """
    return format_local(to_local(to_utc(parse_local(text, field), source), target), all_day=False)


def format_local(local: datetime, *, all_day: bool) -> str:
    """A local time as text: an ISO date for all-day events, else an ISO date and time to the second."""
    return local.date().isoformat() if all_day else local.replace(microsecond=0).isoformat()


def parse_local(text: str, field: str) -> datetime:
    """Read a local time; midnight where the text is a date.

    Args:
        text: `2026-05-01T18:00`, `2026-05-01T18:00:00` or `2026-05-01`.
        field: The field to name in the error.

    Raises:
        Invalid: It is no time, has a UTC offset, or is outside of the years 1900 to 2199.
    """
    local = None
    if _LOCAL.fullmatch(text):
        try:
            local = (
                datetime.combine(date.fromisoformat(text), time())
                if is_date(text)
                else datetime.fromisoformat(text)
            )
        except ValueError:
            local = None
    if local is None:
        message = "give a local time, such as 2026-05-01T18:00, or a date, such as 2026-05-01"
        raise Invalid.field(field, "bad_time", message)
    if local.year not in _YEARS:
        raise Invalid.field(field, "out_of_range", f"give a year from {_YEARS.start} to {_YEARS.stop - 1}")
    return local


def is_date(text: str) -> bool:
    """Whether a text is a date without a time."""
    return "T" not in text
