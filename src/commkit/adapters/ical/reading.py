"""Read .ics files: each component of a file becomes an event or is rejected with a reason, whatever it holds.

Real files are old, unusual and broken in many ways. The properties that say when an event takes place must be right,
or the event is rejected; every other property may be missing or broken. The limits in `raw_components` bound time and
memory.
"""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from attrs import field, frozen

from commkit.adapters.ical import raw_components as raw
from commkit.adapters.ical.needed import uid_of
from commkit.adapters.ical.overrides import merge_overrides
from commkit.adapters.ical.vevent import ParsedEvent, RejectedComponent, read_event
from commkit.adapters.ical.zones import FileZones
from commkit.events import ExternalEvent
from commkit.events.local_time.policy import parse_time_zone
from commkit.events.rule_starts.records import MAX_STEPS, Steps
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra

_MAX_STEPS = 400_000
"""Steps that the rules of a file take together; see `commkit.events.rule_starts`. Thousands of real rules take less."""


@frozen
class ParsedCalendar:
    """What became of a file: every component except time zones is in one of the first two.

    Attributes:
        events: The events, ready for `ImportEvents`; rescheduled and cancelled occurrences are in their `overrides`.
        rejected: The components that are no events here, with the reasons; an X-WR-TIMEZONE that is no time zone, too.
        time_zones: The IANA names of the time zones that were found by their rules alone, by TZID.
    """

    events: tuple[ExternalEvent, ...]
    rejected: tuple[RejectedComponent, ...]
    time_zones: Mapping[str, str] = field(factory=dict)


def read_ics(data: bytes, *, time_zone: str = "UTC") -> ParsedCalendar:
    """Read an .ics file.

    Args:
        data: The file, at most 8 MiB; 2,000 of its components are read.
        time_zone: The IANA name of the time zone of times without one, in calendars without an X-WR-TIMEZONE.

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
    read = components[: raw.MAX_COMPONENTS]
    if all(component.name == "VTIMEZONE" for component in components):
        return _rejected_file("ical.no_event", "there is nothing but time zones in it")
    reader = _Reader(ical, read, time_zone)
    results = [reader.read(component) for component in read if component.name != "VTIMEZONE"]
    parsed = [result for result in results if isinstance(result, ParsedEvent)]
    merged = list(merge_overrides(parsed))
    rejected = [
        *reader.rejected,
        *(result for result in results if isinstance(result, RejectedComponent)),
        *(
            _rejected(component, "too_many", f"only {raw.MAX_COMPONENTS} components of a file are read")
            for component in components[raw.MAX_COMPONENTS :]
        ),
        *(result for result in merged if isinstance(result, RejectedComponent)),
    ]
    events = tuple(result for result in merged if isinstance(result, ExternalEvent))
    return ParsedCalendar(events, tuple(rejected), reader.zones.matched)


class _Reader:
    """Reads the components of one file."""

    def __init__(self, ical: Any, components: Sequence[raw.RawComponent], time_zone: str) -> None:
        self._ical = ical
        self._steps = 0
        self.zones = FileZones.of(components, time_zone, Steps())
        self.rejected: list[RejectedComponent] = []
        """The X-WR-TIMEZONEs that are no time zones."""
        self._defaults: dict[str, tzinfo] = {"": parse_time_zone(time_zone)}
        for component in components:
            if component.time_zone not in self._defaults:
                self._defaults[component.time_zone] = self._default(component.time_zone)

    def read(self, component: raw.RawComponent) -> ParsedEvent | RejectedComponent:
        """Read a component."""
        if component.name != "VEVENT":
            return _rejected(component, "no_event", "only events are imported")
        if component.too_large:
            return _rejected(component, "too_large", "it is larger than an event can be")
        if not component.complete:
            return _rejected(component, "truncated", "the file ends inside of it")
        steps = Steps(min(MAX_STEPS, _MAX_STEPS - self._steps))
        try:
            return read_event(self._ical, component, self.zones, self._defaults[component.time_zone], steps)
        except Invalid as invalid:
            fault = invalid.errors[0]
            return _rejected(component, fault.code, f"{fault.path}: {fault.message}")
        except Exception as error:
            # The library raises any class of error on bad input; whatever it is, this component cannot be read.
            return _rejected(component, "unreadable", f"it cannot be read ({type(error).__name__})")
        finally:
            self._steps += steps.taken

    def _default(self, name: str) -> tzinfo:
        try:
            return self.zones.find(name, recurs=True)
        except Invalid:
            message = f"{name[:60]!r} is not a known time zone; times without one are in {self.zones.default}"
            self.rejected.append(RejectedComponent("X-WR-TIMEZONE", "", "ical.unknown_zone", message))
            return self._defaults[""]


def _rejected(component: raw.RawComponent, code: str, message: str) -> RejectedComponent:
    return RejectedComponent(component.name[:40], uid_of(component), f"ical.{code}", message)


def _rejected_file(code: str, message: str) -> ParsedCalendar:
    return ParsedCalendar((), (RejectedComponent("file", "", code, message),))
