"""One VEVENT as an event, or as one occurrence that is apart from its event's rule."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from attrs import frozen

from commkit.adapters.ical.raw_components import RawComponent
from commkit.adapters.ical.zones import iana_name
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.policy import check_url, schedule_of
from commkit.events.recurrence import MAX_DATES
from commkit.events.times import moment, wall_at, written, zone_named
from commkit.runtime.model.errors import Invalid
from commkit.runtime.values.validation import validator_of

_SAYS_WHEN = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
_TZID = re.compile(r"^(?:DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)\b[^:\r\n]*", re.IGNORECASE | re.MULTILINE)
_ZONE = "X-TZID"
"""The library would look zones up by itself, and keep those that a file makes up; here only names are wanted."""
_DAY = timedelta(days=1)
_LENGTH = timedelta(hours=1)
"""Of an event with times that tells no end, or no other one than its start."""
_UNTITLED = "Untitled"
_UNSEEN = {0: " ", **dict.fromkeys(range(55296, 57344), " ")}


@frozen
class RejectedComponent:
    """A part of a file that was not taken.

    Attributes:
        component: What it is: `VEVENT`, `VTODO`..., or `file` for all of it.
        uid: Its UID, where it could be read.
        code: Stable name of the reason, `ical.word`.
        message: One sentence about it.
    """

    component: str
    uid: str
    code: str
    message: str


@frozen
class ParsedEvent:
    """A VEVENT that was read.

    Attributes:
        event: As an event.
        original: As an occurrence apart from its event's rule; None where it is the event.
        sequence: Its version.
    """

    event: ExternalEvent
    original: ExternalOccurrence | None
    sequence: int


def read_event(ical: Any, part: RawComponent, aliases: Mapping[str, str], zone: str) -> ParsedEvent:
    """Read a VEVENT.

    Args:
        ical: The library.
        part: The VEVENT.
        aliases: What the file says of its zones.
        zone: The zone of times that tell none.

    Raises:
        Invalid: It cannot be an event here.
    """
    component = ical.Event.from_ical(_TZID.sub(_rename_tzid, part.text))
    broken = [name for name, _ in component.errors if str(name).upper() in _SAYS_WHEN]
    if broken:
        raise Invalid.field(broken[0], "bad_property", "its value is malformed")
    times = _Times.of(component, aliases, zone)
    uid = _line(component.get("UID"), 255) or _generated_uid(part)
    event = ExternalEvent(
        uid=uid,
        title=_line(component.get("SUMMARY"), 300) or _UNTITLED,
        body=_text(component.get("DESCRIPTION"))[:40_000],
        location=_line(component.get("LOCATION"), 500),
        url=_url(component.get("URL")),
        starts=times.starts,
        ends=times.ends,
        zone=times.zone,
        rule=_rule(component),
        extra=tuple(times.dates("RDATE")),
        without=tuple(times.dates("EXDATE")),
        cancelled=_is_cancelled(component, part),
    )
    checked: ExternalEvent = validator_of(ExternalEvent)(event)
    original = times.original(cancelled=event.cancelled)
    schedule = schedule_of(checked)
    if original is None and schedule.following(None) is None:
        raise Invalid.field("RRULE", "never", "it never takes place")
    return ParsedEvent(checked, original, _sequence(component))


@frozen
class _Times:
    """When a VEVENT is, on the wall of one zone."""

    component: Any
    aliases: Mapping[str, str]
    zone: str
    all_day: bool
    start: datetime
    end: datetime

    @classmethod
    def of(cls, component: Any, aliases: Mapping[str, str], floating: str) -> "_Times":
        """From its properties.

        Raises:
            Invalid: It tells no start, or no possible one.
        """
        found = _single(component, "DTSTART")
        if found is None:
            raise Invalid.field("DTSTART", "no_start", "it does not tell when it starts")
        value = found.dt
        if not isinstance(value, datetime):
            first = datetime.combine(_as_date("DTSTART", value), time())
            zone = floating
            end = _end_of_days(component, first)
            return cls(component, aliases, zone, True, first, end)
        zone = _zone_of(found, value, aliases) or floating
        start = value.replace(tzinfo=None)
        return cls(component, aliases, zone, False, start, _end_of_times(component, start, zone, aliases))

    @property
    def starts(self) -> str:
        return written(self.start, all_day=self.all_day)

    @property
    def ends(self) -> str:
        return written(self.end - _DAY if self.all_day else self.end, all_day=self.all_day)

    def dates(self, name: str) -> Iterator[str]:
        """The starts that a property lists, on the wall."""
        count = 0
        for listed in _several(self.component.get(name)):
            for one in getattr(listed, "dts", ()):
                count += 1
                if count > MAX_DATES:
                    raise Invalid.field(name, "too_many", f"it lists more than {MAX_DATES} dates")
                yield self._start(listed, one.dt)

    def original(self, *, cancelled: bool) -> ExternalOccurrence | None:
        """As an occurrence apart from the rule, where it is one."""
        found = _single(self.component, "RECURRENCE-ID")
        if found is None:
            return None
        if "RANGE" in found.params:
            raise Invalid.field("RECURRENCE-ID", "range", "it stands for all later ones, too")
        original = self._start(found, found.dt)
        if cancelled:
            return ExternalOccurrence(original_start=original)
        return ExternalOccurrence(original_start=original, starts=self.starts, ends=self.ends)

    def _start(self, found: Any, value: Any) -> str:
        if isinstance(value, tuple):  # a period: from when on
            value = value[0]
        if not isinstance(value, datetime):
            day = _as_date("date", value)
            # A day where times are meant: the start on that day.
            clock = time() if self.all_day else self.start.time()
            return written(datetime.combine(day, clock), all_day=self.all_day)
        named = _zone_of(found, value, self.aliases)
        wall = value.replace(tzinfo=None)
        if named is not None and named != self.zone and not self.all_day:
            wall = wall_at(moment(wall, zone_named(named)), zone_named(self.zone))
        return written(wall, all_day=self.all_day)


def _end_of_days(component: Any, first: datetime) -> datetime:
    found = _single(component, "DTEND")
    if found is not None:
        value = found.dt
        day = value.date() if isinstance(value, datetime) else _as_date("DTEND", value)
        end = datetime.combine(day, time())
        return first + _DAY if end == first else end
    length = _length(component)
    return first + max(_DAY, timedelta(days=length.days)) if length is not None else first + _DAY


def _end_of_times(component: Any, start: datetime, zone: str, aliases: Mapping[str, str]) -> datetime:
    found = _single(component, "DTEND")
    if found is not None:
        value = found.dt
        if not isinstance(value, datetime):
            end = datetime.combine(_as_date("DTEND", value), time())
            return end if end > start else start + _LENGTH
        named = _zone_of(found, value, aliases)
        end = value.replace(tzinfo=None)
        if named is not None and named != zone:
            end = wall_at(moment(end, zone_named(named)), zone_named(zone))
        return start + _LENGTH if end == start else end
    length = _length(component)
    if length is None or length == timedelta():
        return start + _LENGTH
    days = timedelta(days=length.days)
    if length == days:
        return start + days
    return wall_at(moment(start, zone_named(zone)) + length, zone_named(zone))


def _length(component: Any) -> timedelta | None:
    found = _single(component, "DURATION")
    if found is None:
        return None
    value = getattr(found, "dt", getattr(found, "td", None))
    if not isinstance(value, timedelta):
        raise Invalid.field("DURATION", "bad_property", "it is no duration")
    return value


def _zone_of(found: Any, value: datetime, aliases: Mapping[str, str]) -> str | None:
    """The zone of a time; None where it has none of its own."""
    tzid = found.params.get(_ZONE)
    if tzid is not None:
        return iana_name(str(tzid), aliases)
    return "UTC" if value.tzinfo is not None else None


def _rename_tzid(start: re.Match[str]) -> str:
    return re.sub(r";\s*TZID\s*=", f";{_ZONE}=", start[0], count=1, flags=re.IGNORECASE)


def _single(component: Any, name: str) -> Any:
    found = component.get(name)
    if isinstance(found, list):
        raise Invalid.field(name, "several", "it tells several of them")
    if found is not None and not hasattr(found, "params"):
        raise Invalid.field(name, "bad_property", "its value is malformed")
    return found


def _several(found: Any) -> list[Any]:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _as_date(name: str, value: Any) -> date:
    if not isinstance(value, date):
        raise Invalid.field(name, "bad_property", "it is neither a day nor a time")
    return value


def _rule(component: Any) -> str:
    found = component.get("RRULE")
    if isinstance(found, list):
        raise Invalid.field("RRULE", "several", "it recurs by several rules at once")
    if "EXRULE" in component:
        raise Invalid.field("EXRULE", "not_understood", "rules that leave something out are not understood")
    return "" if found is None else found.to_ical().decode()


def _sequence(component: Any) -> int:
    try:
        return int(component.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _is_cancelled(component: Any, part: RawComponent) -> bool:
    return part.method == "CANCEL" or _line(component.get("STATUS"), 20).upper() == "CANCELLED"


def _text(found: Any) -> str:
    first = found[0] if isinstance(found, list) and found else found
    return "" if first is None or isinstance(first, list) else str(first).translate(_UNSEEN)


def _line(found: Any, longest: int) -> str:
    return " ".join(_text(found).split())[:longest].strip()


def _url(found: Any) -> str:
    url = _text(found).strip()
    try:
        check_url(url)
    except Invalid:
        return ""
    return url if len(url) <= 2_000 and url.isprintable() else ""


def _generated_uid(part: RawComponent) -> str:
    return f"{hashlib.sha256(part.text.encode(errors='replace')).hexdigest()[:40]}@none"
