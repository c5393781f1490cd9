"""Read one VEVENT as an event, or as one occurrence that differs from its event's rule."""

import hashlib
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from commkit.adapters.ical.event_times import TIME_PROPERTIES, EventTimes, hide_time_zones
from commkit.adapters.ical.needed import needed_text
from commkit.adapters.ical.own_zones import in_utc
from commkit.adapters.ical.raw_components import RawComponent
from commkit.adapters.ical.zone_rules import ZoneRules
from commkit.adapters.ical.zones import FileZones
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.policy import check_url
from commkit.events.recurrence.policy import schedule_of
from commkit.events.rule_starts.records import Steps
from commkit.runtime.model.errors import Invalid
from commkit.runtime.values.clusters import cut_to
from commkit.runtime.values.validation import validator_of

_UNTITLED = "Untitled"
_MAX_SEQUENCE = 2**31 - 1
_INVALID_CHARACTERS = {0: " ", **dict.fromkeys(range(55296, 57344), " ")}
"""NUL, which PostgreSQL refuses, and lone surrogates, which are no text."""


@frozen
class RejectedComponent:
    """A component of a file that was not imported.

    Attributes:
        component: Its name: `VEVENT`, `VTODO`..., or `file` for the whole file.
        uid: Its UID; empty where it could not be read.
        code: The stable code of the reason: `ical.` and a word.
        message: The reason, one sentence.
    """

    component: str
    uid: str
    code: str
    message: str


@frozen
class ParsedEvent:
    """A VEVENT that was read.

    Attributes:
        event: The event.
        override: What it overrides of its event; None where it is the event itself.
        day: The day of the occurrence that it overrides, where only that is given.
    """

    event: ExternalEvent
    override: ExternalOccurrence | None
    day: date | None = None


def read_event(ical: Any, raw: RawComponent, zones: FileZones, default: tzinfo, steps: Steps) -> ParsedEvent:
    """Read a VEVENT.

    Args:
        ical: The icalendar library.
        raw: The VEVENT.
        zones: The time zones of the file.
        default: The time zone of times without one.
        steps: Counts the work of its rule.

    Raises:
        Invalid: It cannot be an event here.
    """
    component = ical.Event.from_ical(hide_time_zones(needed_text(raw)))
    broken = [name for name, _ in component.errors if str(name).upper() in TIME_PROPERTIES]
    if broken:
        raise Invalid.field(broken[0], "bad_property", "its value is malformed")
    cancelled = _is_cancelled(component, raw)
    times = EventTimes.of(component, zones, default, cancelled=cancelled)
    override = times.override(cancelled=cancelled)
    event = ExternalEvent(
        uid=_line(component.get("UID"), 255) or _uid_from_content(raw),
        title=_line(component.get("SUMMARY"), 300) or _UNTITLED,
        body=cut_to(_text(component.get("DESCRIPTION")), 40_000),
        location=_line(component.get("LOCATION"), 500),
        url=_url(component.get("URL")),
        local_start=times.local_start,
        local_end=times.local_end,
        time_zone=times.zone.key if isinstance(times.zone, ZoneInfo) else "UTC",
        rrule="" if override is not None else _rrule(component),
        rdates=() if override is not None else tuple(times.dates("RDATE")),
        exdates=() if override is not None else tuple(times.dates("EXDATE")),
        cancelled=cancelled,
        sequence=_sequence(component),
        modified_at=_modified_at(component),
        partial="DTSTART" not in component and override is None,
    )
    if isinstance(times.zone, ZoneRules) and not times.all_day:
        event, override = in_utc(event, override, times.zone, steps)
    checked: ExternalEvent = validator_of(ExternalEvent)(event)
    if override is None:
        schedule = schedule_of(checked, steps)
        first = schedule.next_start(None, steps)
        if first is None:
            raise Invalid.field("RRULE", "never", "it never takes place")
        schedule.next_start(first, steps)  # whoever imports it takes these steps, too
    # In a time zone of the file's own, the day of a moment in UTC may be another one.
    own_zone = isinstance(times.zone, ZoneRules)
    return ParsedEvent(checked, override, None if own_zone else times.override_day())


def _rrule(component: Any) -> str:
    value = component.get("RRULE")
    if isinstance(value, list):
        raise Invalid.field("RRULE", "several", "it has several rules at once")
    if "EXRULE" in component:
        raise Invalid.field("EXRULE", "not_supported", "rules that leave starts out are not supported")
    return "" if value is None else str(value.to_ical().decode())


def _sequence(component: Any) -> int:
    try:
        return max(0, min(int(component.get("SEQUENCE", 0)), _MAX_SEQUENCE))
    except (TypeError, ValueError):
        return 0


def _modified_at(component: Any) -> datetime | None:
    """The later one of DTSTAMP and LAST-MODIFIED; programs differ in which of them they change."""
    found = []
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        at = getattr(component.get(name), "dt", None)
        if isinstance(at, datetime) and 1900 < at.year < 2200:
            found.append(at.replace(tzinfo=UTC, microsecond=0))
    return max(found, default=None)


def _is_cancelled(component: Any, raw: RawComponent) -> bool:
    return raw.method == "CANCEL" or _line(component.get("STATUS"), 20).upper() == "CANCELLED"


def _text(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return "" if first is None or isinstance(first, list) else str(first).translate(_INVALID_CHARACTERS)


def _line(value: Any, max_length: int) -> str:
    return cut_to(" ".join(_text(value).split()), max_length).strip()


def _url(value: Any) -> str:
    url = _text(value).strip()
    try:
        check_url(url)
    except Invalid:
        return ""
    return url if len(url) <= 2_000 and url.isprintable() else ""


def _uid_from_content(raw: RawComponent) -> str:
    """A UID for a VEVENT without one: the same for the same content."""
    return f"{hashlib.sha256(raw.text.encode(errors='replace')).hexdigest()[:40]}@none"
