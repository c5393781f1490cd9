"""Read .ics files: each component of a file becomes an event or is rejected with a reason, whatever it holds.

Real files are old, unusual and broken in many ways. The properties that say when an event takes place must be right,
or the event is rejected; every other property may be missing or broken. The limits in `raw_components` bound time and
memory.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from commkit.adapters.ical import raw_components as raw
from commkit.adapters.ical.vevent import ParsedEvent, RejectedComponent, read_event
from commkit.adapters.ical.zones import zone_aliases
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.local_time.policy import (
    format_local,
    is_date,
    parse_local,
    parse_time_zone,
    to_local,
    to_utc,
)
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra


@frozen
class ParsedCalendar:
    """What became of a file: every component except time zones is in one of the two.

    Attributes:
        events: The events, ready for `ImportEvents`; rescheduled and cancelled occurrences are in their `overrides`.
        rejected: The components that are no events here, with the reasons.
    """

    events: tuple[ExternalEvent, ...]
    rejected: tuple[RejectedComponent, ...]


def read_ics(data: bytes, *, time_zone: str = "UTC") -> ParsedCalendar:
    """Read an .ics file.

    Args:
        data: The file, at most 8 MiB; 2,000 of its components are read.
        time_zone: The IANA name of the time zone of times without one.

    Returns:
        Its events, and the components that were rejected.

    Raises:
        PluginError: The extra `commkit[events]` is not installed.
        Invalid: There is no such time zone.
    """
    ical = require_extra("icalendar", extra="events")
    parse_time_zone(time_zone)
    if len(data) > raw.MAX_FILE_BYTES:
        message = f"split the file into files of at most {raw.MAX_FILE_BYTES // 2**20} MiB"
        return _rejected_file("ical.too_large", message)
    components = list(raw.split_components(raw.decode_text(data)))
    if not components:
        return _rejected_file("ical.no_calendar", "there is no calendar in it")
    aliases = zone_aliases(components)
    results: list[ParsedEvent | RejectedComponent] = [
        _read(ical, component, aliases, time_zone)
        for component in components[: raw.MAX_COMPONENTS]
        if component.name != "VTIMEZONE"
    ]
    results += [
        RejectedComponent(
            component.name, "", "ical.too_many", f"only {raw.MAX_COMPONENTS} components of a file are read"
        )
        for component in components[raw.MAX_COMPONENTS :]
    ]
    if not results:
        return _rejected_file("ical.no_event", "there is nothing but time zones in it")
    rejected = [result for result in results if isinstance(result, RejectedComponent)]
    events: list[ExternalEvent] = []
    for merged in _merge_overrides([result for result in results if isinstance(result, ParsedEvent)]):
        if isinstance(merged, RejectedComponent):
            rejected.append(merged)
        else:
            events.append(merged)
    return ParsedCalendar(tuple(events), tuple(rejected))


def _rejected_file(code: str, message: str) -> ParsedCalendar:
    return ParsedCalendar((), (RejectedComponent("file", "", code, message),))


def _read(
    ical: Any, component: raw.RawComponent, aliases: Mapping[str, str], time_zone: str
) -> ParsedEvent | RejectedComponent:
    name = component.name[:40]
    if name != "VEVENT":
        return RejectedComponent(name, "", "ical.no_event", "only events are imported")
    if component.too_large:
        return RejectedComponent(name, "", "ical.too_large", "it is larger than an event can be")
    if not component.complete:
        return RejectedComponent(name, "", "ical.truncated", "the file ends inside of it")
    try:
        return read_event(ical, component, aliases, time_zone)
    except Invalid as invalid:
        fault = invalid.errors[0]
        return RejectedComponent(name, "", f"ical.{fault.code}", f"{fault.path}: {fault.message}")
    except Exception as error:
        # The library raises any class of error on bad input; whatever it is, this component cannot be read.
        return RejectedComponent(name, "", "ical.unreadable", f"it cannot be read ({type(error).__name__})")


def _merge_overrides(parsed: list[ParsedEvent]) -> Iterator[ExternalEvent | RejectedComponent]:
    """Each event with its overrides; of two events with one UID the later version."""
    masters: dict[str, ParsedEvent] = {}
    for one in parsed:
        if one.override is not None:
            continue
        other = masters.get(one.event.uid)
        if other is not None:
            older = min(one, other, key=_sequence)
            yield _rejected(older, "ical.duplicate", "another event of the file has this UID")
        masters[one.event.uid] = one if other is None else max(other, one, key=_sequence)
    overrides: dict[str, dict[str, ExternalOccurrence]] = {}
    for one in parsed:
        if one.override is None:
            continue
        if one.event.uid not in masters:
            yield _rejected(one, "ical.missing_master", "the event of this occurrence is not in the file")
            continue
        override = _in_time_zone_of(masters[one.event.uid].event, one.event, one.override)
        others = overrides.setdefault(one.event.uid, {})
        if override is None:
            yield _rejected(one, "ical.mixed_forms", "either it or its event has dates, the other one times")
        elif override.original_start in others:
            yield _rejected(one, "ical.duplicate", "this occurrence is in the file twice")
        else:
            others[override.original_start] = override
    for uid, master in masters.items():
        yield evolve(master.event, overrides=tuple(overrides.get(uid, {}).values()))


def _in_time_zone_of(
    master: ExternalEvent, own: ExternalEvent, override: ExternalOccurrence
) -> ExternalOccurrence | None:
    """An override with its times in the time zone of its event; None where one has dates and the other one times."""
    if is_date(master.local_start) is not is_date(own.local_start):
        return None
    if is_date(own.local_start) or master.time_zone == own.time_zone:
        return override
    source, target = parse_time_zone(own.time_zone), parse_time_zone(master.time_zone)

    def convert(text: str) -> str:
        return format_local(to_local(to_utc(parse_local(text, "overrides"), source), target), all_day=False)

    return ExternalOccurrence(
        original_start=convert(override.original_start),
        local_start=convert(override.local_start) if override.local_start else None,
        local_end=convert(override.local_end) if override.local_end else None,
    )


def _sequence(parsed: ParsedEvent) -> int:
    return parsed.sequence


def _rejected(parsed: ParsedEvent, code: str, message: str) -> RejectedComponent:
    return RejectedComponent("VEVENT", parsed.event.uid, code, message)
