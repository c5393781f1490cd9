"""The moment that a local time of a time zone means; no database.

A local time that is skipped when clocks go forward is refused, and of one that occurs twice when they go back it has to
be said which one is meant (PEP 495). An event may guess; a promise to many newsrooms may not.
"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from commkit import Invalid

_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)
_YEARS = range(1970, 2200)


def moment_of(local_time: str, time_zone: str, fold: int | None) -> datetime:
    """The moment in UTC of a local time.

    Args:
        local_time: Such as `2026-10-25T02:30:00`; whole seconds, and `:00` may be left out.
        time_zone: The name of an IANA time zone, such as `Europe/Vienna`.
        fold: Of a local time that occurs twice, which one: 0 for the first, 1 for the second; None for all others.

    Raises:
        Invalid: It is no local time, there is no such time zone, no clock shows it there, it occurs twice and nobody
            said which is meant, or it was said of one that occurs once.
    """
    local, zone = read_local(local_time), _zone(time_zone)
    meant = [_shown_at(local, zone, each) for each in (0, 1)]
    moments = [moment for moment in meant if moment is not None]
    if not moments:
        raise Invalid.field(
            "local_time",
            "skipped_time",
            f"no clock in {time_zone} shows this: clocks go forward; give another one",
        )
    if moments[0] == moments[-1]:
        if fold is not None:
            raise Invalid.field("fold", "occurs_once", "this local time occurs once; leave the fold out")
        return moments[0]
    if fold not in (0, 1):
        raise Invalid.field(
            "fold",
            "occurs_twice",
            f"clocks in {time_zone} show this twice; give 0 for {moments[0]:%H:%M} UTC, or 1 for "
            f"{moments[1]:%H:%M} UTC",
        )
    return moments[fold]


def read_local(text: str) -> datetime:
    """Read a local time.

    Raises:
        Invalid: It is none, or is outside of the years 1970 to 2199.
    """
    local = None
    if _LOCAL.fullmatch(text):
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            local = None
    if local is None:
        raise Invalid.field(
            "local_time", "bad_time", "give a local time without an offset, such as 2026-05-01T18:00:00"
        )
    if local.year not in _YEARS:
        raise Invalid.field("local_time", "out_of_range", f"give a year from {_YEARS[0]} to {_YEARS[-1]}")
    return local


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a directory of zones raises what the file system does
        raise Invalid.field(
            "time_zone", "unknown_zone", "give the name of an IANA time zone, such as Europe/Vienna"
        ) from None


def _shown_at(local: datetime, zone: ZoneInfo, fold: int) -> datetime | None:
    """The moment at which clocks show a local time, by the rules before a change or after it; None for none."""
    moment = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None
