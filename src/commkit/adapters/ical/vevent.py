"""Read one VEVENT as an event, or as one occurrence that differs from its event's rule."""

import hashlib
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from commkit.adapters.ical.event_times import TIME_PROPERTIES, EventTimes, hide_time_zones
from commkit.adapters.ical.raw_components import RawComponent
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.policy import check_url
from commkit.events.recurrence.policy import schedule_of
from commkit.runtime.model.errors import Invalid
from commkit.runtime.values.validation import validator_of

_UNTITLED = "Untitled"
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
        sequence: Its SEQUENCE; the higher one of two is later.
    """

    event: ExternalEvent
    override: ExternalOccurrence | None
    sequence: int


def read_event(
    ical: Any, raw: RawComponent, aliases: Mapping[str, str], default_time_zone: str
) -> ParsedEvent:
    """Read a VEVENT.

    Args:
        ical: The icalendar library.
        raw: The VEVENT.
        aliases: The time zones that the file defines, as `zone_aliases` gives them.
        default_time_zone: The IANA name of the time zone of times without one.

    Raises:
        Invalid: It cannot be an event here.
    """
    component = ical.Event.from_ical(hide_time_zones(raw.text))
    broken = [name for name, _ in component.errors if str(name).upper() in TIME_PROPERTIES]
    if broken:
        raise Invalid.field(broken[0], "bad_property", "its value is malformed")
    times = EventTimes.of(component, aliases, default_time_zone)
    event = ExternalEvent(
        uid=_line(component.get("UID"), 255) or _uid_from_content(raw),
        title=_line(component.get("SUMMARY"), 300) or _UNTITLED,
        body=_text(component.get("DESCRIPTION"))[:40_000],
        location=_line(component.get("LOCATION"), 500),
        url=_url(component.get("URL")),
        local_start=times.local_start,
        local_end=times.local_end,
        time_zone=times.time_zone,
        rrule=_rrule(component),
        rdates=tuple(times.dates("RDATE")),
        exdates=tuple(times.dates("EXDATE")),
        cancelled=_is_cancelled(component, raw),
    )
    checked: ExternalEvent = validator_of(ExternalEvent)(event)
    override = times.override(cancelled=event.cancelled)
    schedule = schedule_of(checked)
    if override is None and schedule.next_start(None) is None:
        raise Invalid.field("RRULE", "never", "it never takes place")
    return ParsedEvent(checked, override, _sequence(component))


def _rrule(component: Any) -> str:
    value = component.get("RRULE")
    if isinstance(value, list):
        raise Invalid.field("RRULE", "several", "it has several rules at once")
    if "EXRULE" in component:
        raise Invalid.field("EXRULE", "not_supported", "rules that leave starts out are not supported")
    return "" if value is None else str(value.to_ical().decode())


def _sequence(component: Any) -> int:
    try:
        return int(component.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _is_cancelled(component: Any, raw: RawComponent) -> bool:
    return raw.method == "CANCEL" or _line(component.get("STATUS"), 20).upper() == "CANCELLED"


def _text(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return "" if first is None or isinstance(first, list) else str(first).translate(_INVALID_CHARACTERS)


def _line(value: Any, max_length: int) -> str:
    return " ".join(_text(value).split())[:max_length].strip()


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
