"""The time zones of .ics files: they may have any name, and must stand for a time zone of the IANA database."""

from collections.abc import Iterable, Mapping

from commkit.adapters.ical.raw_components import RawComponent
from commkit.events.local_time.policy import parse_time_zone
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra


def zone_aliases(components: Iterable[RawComponent]) -> dict[str, str]:
    """The X-LIC-LOCATION of each VTIMEZONE of a file, by its TZID."""
    aliases: dict[str, str] = {}
    for component in components:
        if component.name == "VTIMEZONE":
            values = {
                name.partition(";")[0].upper(): value.strip()
                for name, _, value in (line.partition(":") for line in component.lines)
                if name.upper().startswith(("TZID", "X-LIC-LOCATION"))
            }
            if "TZID" in values and "X-LIC-LOCATION" in values:
                aliases[values["TZID"]] = values["X-LIC-LOCATION"]
    return aliases


def iana_name(tzid: str, aliases: Mapping[str, str]) -> str:
    """The IANA name of a time zone.

    Args:
        tzid: The TZID of a property: an IANA name, a path that ends with one, or a Windows name.
        aliases: What the VTIMEZONEs of the file say, as `zone_aliases` gives it.

    Raises:
        Invalid: It stands for no IANA time zone.
    """
    windows: Mapping[str, str] = require_extra(
        "icalendar.timezone.windows_to_olson", extra="events"
    ).WINDOWS_TO_OLSON
    name = tzid.strip().strip('"')
    pieces = [piece for piece in name.split("/") if piece]
    candidates = [
        name,
        *("/".join(pieces[-count:]) for count in (3, 2, 1)),
        windows.get(name, ""),
        aliases.get(tzid, ""),
    ]
    for candidate in candidates:
        if candidate and len(candidate) <= 64:
            try:
                return parse_time_zone(candidate).key
            except Invalid:
                continue
    raise Invalid.field("TZID", "unknown_zone", f"{tzid[:60]!r} is not a known time zone")
