"""The time zones of .ics files: they may have any name, and only the file may say what is meant.

A TZID stands for the IANA time zone of its name, or for that of a Windows name; else for the one that its VTIMEZONE
names; else for one that has the same clocks as the VTIMEZONE, in the years that the file is about and the ten after
them. Where there is none, the clocks are those of the VTIMEZONE itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from attrs import define, field

from commkit.adapters.ical.raw_components import RawComponent
from commkit.adapters.ical.zone_rules import ZoneRules, matches, read_rules
from commkit.events.local_time.policy import parse_time_zone
from commkit.events.rule_starts.records import Steps
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra

_YEARS_AHEAD = 10
_YEARS = range(1900, 2190)
_MAX_OWN_ZONES = 20
"""Time zones of a file that are matched by their rules; each is compared with hundreds."""
_STAMP = re.compile(r"(?:DTSTAMP|LAST-MODIFIED|CREATED)[^:]*:([0-9]{4})", re.IGNORECASE)
_ZONED = re.compile(r"""[^:]*;\s*TZID\s*=\s*(?:"([^"]*)"|([^:;"]*))[^:]*:([0-9]{4})""", re.IGNORECASE)


@define
class FileZones:
    """The time zones of a file.

    Attributes:
        default: The IANA name of the time zone of times without one.
        matched: The IANA names of those that were found by their rules, by TZID.
    """

    default: str
    matched: dict[str, str] = field(factory=dict)
    _definitions: dict[str, RawComponent] = field(factory=dict)
    _locations: dict[str, str] = field(factory=dict)
    _years: dict[str, tuple[int, int]] = field(factory=dict)
    _stamped: int = 0
    _own: set[str] = field(factory=set)
    _of_calendars: list[str] = field(factory=list)
    _steps: Steps = field(factory=Steps, alias="steps")
    _found: dict[tuple[str, bool], tzinfo] = field(factory=dict)

    @classmethod
    def of(cls, components: Iterable[RawComponent], default: str, steps: Steps) -> "FileZones":
        """The time zones that some components define and use.

        Args:
            components: The components of the file.
            default: The IANA name of the time zone of times without one.
            steps: Counts the work.
        """
        zones = cls(default, steps=steps)
        for component in components:
            if component.time_zone and component.time_zone not in zones._of_calendars:
                zones._of_calendars.append(component.time_zone)
            if component.name == "VTIMEZONE":
                zones._define(component)
            elif component.name == "VEVENT":
                zones._note_years(component)
        return zones

    def find(self, tzid: str, *, recurs: bool = False) -> tzinfo:
        """The time zone of a TZID.

        Args:
            tzid: As a property gives it.
            recurs: Whether it is of an event that recurs: then the years to come count, not those before the file.

        Raises:
            Invalid: It stands for no time zone, and the file does not define it; or that takes too many steps.
        """
        found = self._found.get((tzid, recurs))
        if found is None:
            found = self._found[tzid, recurs] = self._look_for(tzid, recurs=recurs)
        return found

    def _look_for(self, tzid: str, *, recurs: bool) -> tzinfo:
        name = tzid.strip().strip('"')
        named = named_zone(name, self._locations.get(name, ""))
        if named is not None:
            return named
        definition = self._definitions.get(name)
        self._own.add(name)
        if definition is None or len(self._own) > _MAX_OWN_ZONES:
            raise unknown_zone(tzid)
        first, last = self._years.get(name, (self._stamped or 2_000, self._stamped or 2_000))
        years = range(first, last + _YEARS_AHEAD + 1)
        rules = read_rules(definition.lines, years, self._steps)
        if rules is None:
            raise unknown_zone(tzid)
        match = self._match(name, rules, years)
        if match is None and recurs and self._stamped > first:
            # Many programs write only the rules of today; those of an event that began earlier were others.
            match = self._match(name, rules, range(min(self._stamped, last + _YEARS_AHEAD), years.stop))
        if match is None:
            return rules
        self.matched[name] = match
        return parse_time_zone(match)

    def _match(self, tzid: str, rules: ZoneRules, years: range) -> str | None:
        return next(
            (name for name in self._candidates(tzid) if matches(parse_time_zone(name), rules, years)), None
        )

    def _candidates(self, tzid: str) -> Iterator[str]:
        """All time zones, the likeliest first: those named by a city of the TZID, that of the calendar, the usual."""
        text = tzid.casefold()
        yield from (name for name in all_zones() if _city(name) in text)
        calendars = (named_zone(name) for name in self._of_calendars)
        yield from (zone.key for zone in calendars if zone is not None)
        yield from ("UTC", self.default)
        yield from all_zones()

    def _define(self, component: RawComponent) -> None:
        values = {
            head.partition(";")[0].upper(): value.strip()
            for head, _, value in (line.partition(":") for line in component.lines)
            if head.upper().startswith(("TZID", "X-LIC-LOCATION"))
        }
        tzid = values.get("TZID", "").strip('"')
        if tzid and not component.too_large:
            self._definitions.setdefault(tzid, component)
            self._locations.setdefault(tzid, values.get("X-LIC-LOCATION", ""))

    def _note_years(self, component: RawComponent) -> None:
        for line in component.lines:
            zoned = _ZONED.match(line[:500])
            if zoned is not None and int(zoned[3]) in _YEARS:
                year, tzid = int(zoned[3]), (zoned[1] or zoned[2] or "").strip()
                first, last = self._years.get(tzid, (year, year))
                self._years[tzid] = min(first, year), max(last, year)
            stamp = _STAMP.match(line[:100])
            if stamp is not None and int(stamp[1]) in _YEARS:
                self._stamped = max(self._stamped, int(stamp[1]))


def named_zone(tzid: str, location: str = "") -> ZoneInfo | None:
    """The IANA time zone of a name; None where there is none.

    Args:
        tzid: An IANA name, a path that ends with one, or a Windows name.
        location: The IANA name that a VTIMEZONE gives as its location.
    """
    pieces = [piece for piece in tzid.split("/") if piece]
    paths = ("/".join(pieces[-count:]) for count in (3, 2, 1))
    for candidate in (tzid, *paths, _windows().get(tzid, ""), location):
        if candidate and len(candidate) <= 64:
            try:
                return parse_time_zone(candidate)
            except Invalid:
                continue
    return None


def unknown_zone(tzid: str) -> Invalid:
    """The error of a TZID that stands for nothing."""
    return Invalid.field("TZID", "unknown_zone", f"{tzid[:60]!r} is not a known time zone")


@cache
def all_zones() -> tuple[str, ...]:
    """The names of IANA time zones: first those that stand for the zones of Windows, which are the usual ones."""
    usual = [name for name in _windows().values() if not name.startswith("Etc/")]
    others = sorted(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    )
    fixed = sorted(name for name in available_timezones() if name.startswith("Etc/GMT"))
    return tuple(name for name in dict.fromkeys((*usual, *others, *fixed)) if named_zone(name) is not None)


def _windows() -> Mapping[str, str]:
    table: Mapping[str, str] = require_extra(
        "icalendar.timezone.windows_to_olson", extra="events"
    ).WINDOWS_TO_OLSON
    return table


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ").casefold()
