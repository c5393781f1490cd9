""".ics files as events: each part of a file is taken or refused with a reason, whatever is in it.

Real files are old, odd and broken in many ways. What says when an event is must be right, or the event is refused;
all else of it may be missing or broken. Time and memory are bounded by the limits in `parts`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from commkit.adapters.ical import raw_components as splitting
from commkit.adapters.ical.vevent import ParsedEvent, RejectedComponent, read_event
from commkit.adapters.ical.zones import zone_aliases
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.times import is_day, moment, read_wall, wall_at, written, zone_named
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra


@frozen
class ParsedCalendar:
    """What became of a file: every part of it, but for time zones, is in one of the two.

    Attributes:
        events: What was taken, ready for `ImportEvents`.
        rejected: What was not, with the reason.
    """

    events: tuple[ExternalEvent, ...]
    rejected: tuple[RejectedComponent, ...]


def read_ics(data: bytes, *, zone: str = "UTC") -> ParsedCalendar:
    """Read an .ics file.

    Args:
        data: The file, at most 8 MiB; of its parts 2,000 are looked at.
        zone: The zone of times that tell none.

    Returns:
        Its events, and what was refused. Occurrences that were moved or cancelled one by one are with their event.

    Raises:
        PluginError: The extra `commkit[events]` is not installed.
        Invalid: The zone is no zone.
    """
    ical = require_extra("icalendar", extra="events")
    zone_named(zone)
    if len(data) > splitting.MAX_FILE_BYTES:
        told = f"cut the file into some of at most {splitting.MAX_FILE_BYTES // 2**20} MiB"
        return ParsedCalendar((), (RejectedComponent("file", "", "ical.too_large", told),))
    found = list(splitting.split_components(splitting.decode_text(data)))
    if not found:
        told = "there is no calendar in it"
        return ParsedCalendar((), (RejectedComponent("file", "", "ical.no_calendar", told),))
    zones = zone_aliases(found)
    read: list[ParsedEvent | RejectedComponent] = [
        _read(ical, part, zones, zone)
        for part in found[: splitting.MAX_COMPONENTS]
        if part.name != "VTIMEZONE"
    ]
    read += [
        RejectedComponent(
            part.name, "", "ical.too_many", f"read at most {splitting.MAX_COMPONENTS} parts of a file at once"
        )
        for part in found[splitting.MAX_COMPONENTS :]
    ]
    if not read:
        read = [RejectedComponent("file", "", "ical.no_event", "there are time zones in it and nothing else")]
    refused = [part for part in read if isinstance(part, RejectedComponent)]
    events: list[ExternalEvent] = []
    for result in _merge_overrides([part for part in read if isinstance(part, ParsedEvent)]):
        if isinstance(result, RejectedComponent):
            refused.append(result)
        else:
            events.append(result)
    return ParsedCalendar(tuple(events), tuple(refused))


def _read(
    ical: Any, part: splitting.RawComponent, zones: Mapping[str, str], zone: str
) -> ParsedEvent | RejectedComponent:
    name = part.name[:40]
    if name != "VEVENT":
        return RejectedComponent(name, "", "ical.no_event", "only events are taken")
    if part.too_large:
        return RejectedComponent(name, "", "ical.too_large", "there is more in it than in an event")
    if not part.complete:
        return RejectedComponent(name, "", "ical.truncated", "the file ends in the middle of it")
    try:
        return read_event(ical, part, zones, zone)
    except Invalid as invalid:
        fault = invalid.errors[0]
        return RejectedComponent(name, "", f"ical.{fault.code}", f"{fault.path}: {fault.message}")
    except Exception as error:
        # The reader of calendars raises what it likes on bad input: whatever it is, this part cannot be read.
        return RejectedComponent(name, "", "ical.unreadable", f"it cannot be read ({type(error).__name__})")


def _merge_overrides(read: list[ParsedEvent]) -> Iterator[ExternalEvent | RejectedComponent]:
    """Each event with what is apart from its rule; of two of a name the later version."""
    masters: dict[str, ParsedEvent] = {}
    for one in read:
        if one.original is not None:
            continue
        other = masters.get(one.event.uid)
        if other is not None:
            yield _refused(
                min(one, other, key=_version), "ical.duplicate", "another event of the file has this UID"
            )
        masters[one.event.uid] = one if other is None else max(other, one, key=_version)
    apart: dict[str, dict[str, ExternalOccurrence]] = {}
    for one in read:
        if one.original is None:
            continue
        if one.event.uid not in masters:
            yield _refused(one, "ical.missing_master", "the event it is an occurrence of is not in the file")
            continue
        there = _in_master_zone(masters[one.event.uid].event, one.event, one.original)
        others = apart.setdefault(one.event.uid, {})
        if there is None:
            yield _refused(one, "ical.mixed_forms", "it has times and its event days, or the other way round")
        elif there.original_start in others:
            yield _refused(one, "ical.duplicate", "this occurrence stands in the file twice")
        else:
            others[there.original_start] = there
    for uid, master in masters.items():
        yield evolve(master.event, overrides=tuple(apart.get(uid, {}).values()))


def _in_master_zone(
    master: ExternalEvent, own: ExternalEvent, apart: ExternalOccurrence
) -> ExternalOccurrence | None:
    """The occurrence with its times in the zone of its event; None where one has days and the other one times."""
    if is_day(master.starts) is not is_day(own.starts):
        return None
    if is_day(own.starts) or master.zone == own.zone:
        return apart
    here, there = zone_named(own.zone), zone_named(master.zone)

    def moved(text: str | None) -> str | None:
        return text and written(wall_at(moment(read_wall(text, "overrides"), here), there), all_day=False)

    return ExternalOccurrence(
        original_start=moved(apart.original_start) or "", starts=moved(apart.starts), ends=moved(apart.ends)
    )


def _version(read: ParsedEvent) -> int:
    return read.sequence


def _refused(read: ParsedEvent, code: str, message: str) -> RejectedComponent:
    return RejectedComponent("VEVENT", read.event.uid, code, message)
