"""Write a VTIMEZONE (RFC 5545, section 3.6.5), for programs that do not know the IANA time zones.

The icalendar library can write one, too, but gives the onset of summer time by the clocks after the change; the RFC
wants it by those before.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=64)
def write_vtimezone(time_zone: str, first: int, last: int) -> bytes:
    """A VTIMEZONE that lists the changes of the clocks of some years; computing one is slow.

    Args:
        time_zone: The IANA name.
        first: The first of the years.
        last: The last of them.
    """
    zone = ZoneInfo(time_zone)
    begin = datetime(first, 1, 1, tzinfo=UTC)
    groups: dict[tuple[str, str, str, str], list[datetime]] = {}
    start = begin.astimezone(zone)
    groups[_group(start, start)] = [start.replace(tzinfo=None)]
    for change in _changes(zone, begin, datetime(last + 1, 1, 1, tzinfo=UTC)):
        before, after = (change - _SECOND).astimezone(zone), change.astimezone(zone)
        groups.setdefault(_group(before, after), []).append(before.replace(tzinfo=None) + _SECOND)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{time_zone}"]
    for (kind, name, offset_before, offset_after), (onset, *others) in groups.items():
        lines += [f"BEGIN:{kind}", f"DTSTART:{_format(onset)}"]
        lines += [f"RDATE:{_format(other)}" for other in others]
        lines += [
            f"TZNAME:{name}",
            f"TZOFFSETFROM:{offset_before}",
            f"TZOFFSETTO:{offset_after}",
            f"END:{kind}",
        ]
    return "\r\n".join((*lines, "END:VTIMEZONE", "")).encode()


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The first second of each new offset, in UTC."""
    day = begin
    while day < end:
        following = day + _DAY
        if _offset(zone, day) != _offset(zone, following):
            before, after = day, following
            while after - before > _SECOND:
                middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
                if _offset(zone, middle) == _offset(zone, day):
                    before = middle
                else:
                    after = middle
            yield after
        day = following


def _offset(zone: ZoneInfo, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def _group(before: datetime, after: datetime) -> tuple[str, str, str, str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    return kind, after.tzname() or "", _format_offset(before), _format_offset(after)


def _format_offset(at: datetime) -> str:
    offset = at.utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(abs(offset) // _SECOND, 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")


def _format(local: datetime) -> str:
    return f"{local:%Y%m%dT%H%M%S}"
