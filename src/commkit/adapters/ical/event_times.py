"""When a VEVENT takes place, in the local time of one time zone."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from attrs import frozen

from commkit.adapters.ical.zones import FileZones
from commkit.events import ExternalOccurrence
from commkit.events.local_time.policy import format_local, parse_time_zone, to_local, to_utc
from commkit.events.recurrence.policy import MAX_DATES
from commkit.runtime.model.errors import Invalid

TIME_PROPERTIES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""The properties that say when an event takes place."""
_TZID = re.compile(r"^(?:DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)\b[^:\r\n]*", re.IGNORECASE | re.MULTILINE)
_RENAMED_TZID = "X-TZID"
_DAY = timedelta(days=1)
_DEFAULT_LENGTH = timedelta(hours=1)
"""The length of an event with times that has no end, or one equal to its start."""


def hide_time_zones(text: str) -> str:
    """Rename the TZID parameters in the text of a VEVENT.

    The icalendar library would look the time zones up by itself, and keep those that a file defines; here only their
    names are wanted.
    """
    return _TZID.sub(_rename_tzid, text)


def single(component: Any, name: str) -> Any:
    """The only value of a property; None where there is none.

    Raises:
        Invalid: There are several, or the value is malformed.
    """
    value = component.get(name)
    if isinstance(value, list):
        raise Invalid.field(name, "several", "it is given several times")
    if value is not None and not hasattr(value, "params"):
        raise Invalid.field(name, "bad_property", "its value is malformed")
    return value


@frozen
class EventTimes:
    """When a VEVENT takes place, in the local time of one time zone.

    Attributes:
        component: The VEVENT, as the icalendar library read it.
        zones: The time zones of the file.
        zone: The time zone of its start.
        all_day: Whether it has dates instead of times.
        start: Its start, as a naive datetime.
        end: Its end, as a naive datetime; the day after the last one of an all-day event.
    """

    component: Any
    zones: FileZones
    zone: tzinfo
    all_day: bool
    start: datetime
    end: datetime

    @classmethod
    def of(cls, component: Any, zones: FileZones, default: tzinfo, *, cancelled: bool) -> "EventTimes":
        """Read the start and the end of a VEVENT.

        Args:
            component: The VEVENT.
            zones: The time zones of the file.
            default: The time zone of times without one.
            cancelled: Whether it was cancelled; then the start may be left out (RFC 5546).

        Raises:
            Invalid: It has no start, or a malformed one.
        """
        start = single(component, "DTSTART")
        if start is None and cancelled:
            start = single(component, "RECURRENCE-ID") or single(component, "DTSTAMP")
        if start is None:
            raise Invalid.field("DTSTART", "no_start", "it has no start")
        value = start.dt
        if not isinstance(value, datetime):
            first = datetime.combine(_as_date("DTSTART", value), time())
            return cls(component, zones, default, True, first, _end_of_days(component, first))
        zone = _zone_of(start, value, zones, component) or default
        local = value.replace(tzinfo=None)
        return cls(component, zones, zone, False, local, _end_of_times(component, local, zone, zones))

    @property
    def local_start(self) -> str:
        """The start as text, as events have it."""
        return format_local(self.start, all_day=self.all_day)

    @property
    def local_end(self) -> str:
        """The end as text, as events have it."""
        return format_local(self.end - _DAY if self.all_day else self.end, all_day=self.all_day)

    def dates(self, name: str) -> Iterator[str]:
        """The local starts that an RDATE or EXDATE lists.

        Raises:
            Invalid: It lists more than `MAX_DATES`, or one is malformed.
        """
        count = 0
        for listed in _all(self.component.get(name)):
            for one in getattr(listed, "dts", ()):
                count += 1
                if count > MAX_DATES:
                    raise Invalid.field(name, "too_many", f"it lists more than {MAX_DATES} dates")
                yield self._local_start_of(listed, one.dt)

    def override(self, *, cancelled: bool) -> ExternalOccurrence | None:
        """This VEVENT as an override of its event; None where it is the event itself.

        Args:
            cancelled: Whether the occurrence was cancelled.

        Raises:
            Invalid: It stands for all later occurrences too.
        """
        recurrence_id = single(self.component, "RECURRENCE-ID")
        if recurrence_id is None:
            return None
        if "RANGE" in recurrence_id.params:
            raise Invalid.field("RECURRENCE-ID", "range", "it stands for all later occurrences too")
        original = self._local_start_of(recurrence_id, recurrence_id.dt)
        if cancelled:
            return ExternalOccurrence(original_start=original)
        return ExternalOccurrence(
            original_start=original, local_start=self.local_start, local_end=self.local_end
        )

    def override_day(self) -> date | None:
        """The day of the RECURRENCE-ID, where it is a date; None where it is a time, or there is none."""
        value = getattr(single(self.component, "RECURRENCE-ID"), "dt", None)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def _local_start_of(self, property: Any, value: Any) -> str:
        if isinstance(value, tuple):  # a period: its start counts
            value = value[0]
        if not isinstance(value, datetime):
            day = _as_date("date", value)
            # A date where the event has times: the event's time on that day.
            clock = time() if self.all_day else self.start.time()
            return format_local(datetime.combine(day, clock), all_day=self.all_day)
        zone = _zone_of(property, value, self.zones, self.component)
        local = value.replace(tzinfo=None)
        if zone is not None and zone is not self.zone and not self.all_day:
            local = to_local(to_utc(local, zone), self.zone)
        return format_local(local, all_day=self.all_day)


def _end_of_days(component: Any, first: datetime) -> datetime:
    property = single(component, "DTEND")
    if property is not None:
        value = property.dt
        day = value.date() if isinstance(value, datetime) else _as_date("DTEND", value)
        end = datetime.combine(day, time())
        return first + _DAY if end == first else end
    length = _duration(component)
    return first + max(_DAY, timedelta(days=length.days)) if length is not None else first + _DAY


def _end_of_times(component: Any, start: datetime, own: tzinfo, zones: FileZones) -> datetime:
    property = single(component, "DTEND")
    if property is not None:
        value = property.dt
        if not isinstance(value, datetime):
            end = datetime.combine(_as_date("DTEND", value), time())
            return end if end > start else start + _DEFAULT_LENGTH
        zone = _zone_of(property, value, zones, component)
        end = value.replace(tzinfo=None)
        if zone is not None and zone is not own:
            end = to_local(to_utc(end, zone), own)
        return start + _DEFAULT_LENGTH if end == start else end
    length = _duration(component)
    if length is None or length == timedelta():
        return start + _DEFAULT_LENGTH
    days = timedelta(days=length.days)
    if length == days:
        return start + days
    return to_local(to_utc(start, own) + length, own)


def _duration(component: Any) -> timedelta | None:
    property = single(component, "DURATION")
    if property is None:
        return None
    value = getattr(property, "dt", getattr(property, "td", None))
    if not isinstance(value, timedelta):
        raise Invalid.field("DURATION", "bad_property", "it is not a duration")
    return value


def _zone_of(property: Any, value: datetime, zones: FileZones, component: Any) -> tzinfo | None:
    """A time's own time zone; None where it has none."""
    tzid = property.params.get(_RENAMED_TZID)
    if tzid is not None:
        recurs = any(name in component for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
        return zones.find(str(tzid), recurs=recurs)
    return parse_time_zone("UTC") if value.tzinfo is not None else None


def _rename_tzid(match: re.Match[str]) -> str:
    return re.sub(r";\s*TZID\s*=", f";{_RENAMED_TZID}=", match[0], count=1, flags=re.IGNORECASE)


def _all(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _as_date(name: str, value: Any) -> date:
    if not isinstance(value, date):
        raise Invalid.field(name, "bad_property", "it is neither a date nor a time")
    return value
