"""The zones of .ics files: their names are anything, and what they mean must be a zone of the IANA database."""

from collections.abc import Iterable, Mapping

from commkit.adapters.ical.raw_components import RawComponent
from commkit.events.times import zone_named
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra


def zone_aliases(parts: Iterable[RawComponent]) -> dict[str, str]:
    """What the VTIMEZONEs of a file say of their names: the location of an X-LIC-LOCATION, by the TZID."""
    told: dict[str, str] = {}
    for part in parts:
        if part.name == "VTIMEZONE":
            values = {
                name.partition(";")[0].upper(): value.strip()
                for name, _, value in (line.partition(":") for line in part.lines)
                if name.upper().startswith(("TZID", "X-LIC-LOCATION"))
            }
            if "TZID" in values and "X-LIC-LOCATION" in values:
                told[values["TZID"]] = values["X-LIC-LOCATION"]
    return told


def iana_name(tzid: str, aliases: Mapping[str, str]) -> str:
    """The IANA name of a zone.

    Args:
        tzid: As a property names it: an IANA name, a path that ends with one, or a name of Windows.
        aliases: What the file says of its zones.

    Raises:
        Invalid: It is none of them.
    """
    windows: Mapping[str, str] = require_extra(
        "icalendar.timezone.windows_to_olson", extra="events"
    ).WINDOWS_TO_OLSON
    name = tzid.strip().strip('"')
    pieces = [piece for piece in name.split("/") if piece]
    wishes = [
        name,
        *("/".join(pieces[-count:]) for count in (3, 2, 1)),
        windows.get(name, ""),
        aliases.get(tzid, ""),
    ]
    for wish in wishes:
        if wish and len(wish) <= 64:
            try:
                return zone_named(wish).key
            except Invalid:
                continue
    raise Invalid.field("TZID", "unknown_zone", f"{tzid[:60]!r} is no zone that is known")
