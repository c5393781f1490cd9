"""Write events as .ics files (RFC 5545, RFC 5546): for calendar programs to subscribe to, and for invitations."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from commkit.adapters.ical.vtimezone import write_vtimezone
from commkit.events import Event, EventSchedule, Occurrence
from commkit.events.local_time.policy import parse_local, to_utc
from commkit.events.local_time.records import Span
from commkit.events.recurrence.policy import schedule_of
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.rrules.policy import until_of
from commkit.events.rule_starts.records import Steps
from commkit.runtime.model.extras import require_extra

PRODUCT = "-//commkit//events//EN"
_YEARS_AHEAD = 10
"""For how many years a VTIMEZONE lists the changes of the clocks; calendar programs know the IANA zones anyway."""

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def write_ics(
    schedules: Iterable[EventSchedule],
    *,
    name: str = "",
    method: Method | None = None,
    organizer: str | None = None,
) -> bytes:
    """A calendar of some events.

    Args:
        schedules: What `ReadEventSchedule` gives.
        name: The name of the calendar.
        method: Why it is sent: `PUBLISH` to inform, `REQUEST` to invite, `CANCEL` to cancel. Where it is left out:
            `CANCEL` if every event is cancelled, else `PUBLISH`.
        organizer: The address of the organizer: `mailto:team@example.org`; RFC 5546 needs it for REQUEST and CANCEL.

    Returns:
        The file, in UTF-8 with lines of at most 75 octets. The same events give the same file.

    Raises:
        PluginError: The extra `commkit[events]` is not installed.
    """
    ical = require_extra("icalendar", extra="events")
    known = list(schedules)
    calendar = ical.Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    all_cancelled = bool(known) and all(one.event.cancelled_at for one in known)
    calendar.add("METHOD", method or ("CANCEL" if all_cancelled else "PUBLISH"))
    if name:
        calendar.add("X-WR-CALNAME", name)
    recurrences = [schedule_of(one.event) for one in known]
    for time_zone, (first, last) in sorted(_time_zones(recurrences).items()):
        calendar.add_component(ical.Timezone.from_ical(write_vtimezone(time_zone, first - 1, last)))
    for one, recurrence in zip(known, recurrences, strict=True):
        calendar.add_component(_master(ical, one.event, recurrence, organizer))
        for override in one.overrides:
            calendar.add_component(_override(ical, one.event, override, recurrence, organizer))
    file: bytes = calendar.to_ical()
    return file


def _time_zones(recurrences: Iterable[RecurrenceSchedule]) -> dict[str, tuple[int, int]]:
    """The time zones of the events, each with the first and the last year that they need."""
    years: dict[str, tuple[int, int]] = {}
    for recurrence in recurrences:
        time_zone = recurrence.time_zone.key
        if time_zone != "UTC" and not recurrence.span.all_day:
            year = recurrence.span.start.year
            last = year + (_YEARS_AHEAD if recurrence.recurs else 1)
            before = years.get(time_zone, (year, last))
            years[time_zone] = min(before[0], year), max(before[1], last)
    return years


def _master(ical: Any, event: Event, recurrence: RecurrenceSchedule, organizer: str | None) -> Any:
    component = _vevent(ical, event, recurrence.span, recurrence.time_zone, organizer)
    if recurrence.rrule is not None:
        component.add("RRULE", ical.vRecur.from_ical(_rrule_text(recurrence)))
    for name, starts in (("RDATE", recurrence.rdates), ("EXDATE", recurrence.exdates)):
        if starts:
            component.add(name, [_value(start, recurrence) for start in sorted(starts)])
    component.add("STATUS", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    return component


def _override(
    ical: Any, event: Event, override: Occurrence, recurrence: RecurrenceSchedule, organizer: str | None
) -> Any:
    span = Span.parse(override.local_start, override.local_end)
    component = _vevent(ical, event, span, recurrence.time_zone, organizer)
    original = parse_local(override.original_start, "original_start")
    component.add("RECURRENCE-ID", _value(original, recurrence))
    component.add("STATUS", "CANCELLED" if override.cancelled_at or event.cancelled_at else "CONFIRMED")
    return component


def _vevent(ical: Any, event: Event, span: Span, time_zone: ZoneInfo, organizer: str | None) -> Any:
    component = ical.Event()
    component.add("UID", event.uid)
    component.add("SEQUENCE", event.sequence)
    component.add("DTSTAMP", _whole_second(event.updated_at))
    component.add("CREATED", _whole_second(event.created_at))
    component.add("LAST-MODIFIED", _whole_second(event.updated_at))
    component.add("DTSTART", _in_time_zone(span.start, time_zone, all_day=span.all_day))
    component.add("DTEND", _in_time_zone(span.start + span.length, time_zone, all_day=span.all_day))
    component.add("SUMMARY", event.title)
    for name, text in (("DESCRIPTION", event.body), ("LOCATION", event.location)):
        if text:
            component.add(name, text)
    if event.url:
        component.add("URL", ical.vUri(event.url))
    if organizer:
        component.add("ORGANIZER", ical.vCalAddress(organizer))
    return component


def _rrule_text(recurrence: RecurrenceSchedule) -> str:
    """The rule with its UNTIL in UTC, or as a date for all-day events, as RFC 5545 demands.

    Where the first start does not fit the rule, programs disagree whether COUNT counts it; so they get the last start.
    """
    rrule = recurrence.rrule
    assert rrule is not None
    until = until_of(rrule, recurrence.span, recurrence.time_zone)
    if "COUNT" in rrule.parts and not recurrence.fits:
        until = recurrence.last_start(Steps())
    if until is None:
        return rrule.text
    at = to_utc(until, recurrence.time_zone)
    text = f"{until:%Y%m%d}" if recurrence.span.all_day else f"{at:%Y%m%dT%H%M%SZ}"
    return ";".join(
        f"UNTIL={text}" if part.startswith(("UNTIL=", "COUNT=")) else part for part in rrule.text.split(";")
    )


def _value(local: datetime, recurrence: RecurrenceSchedule) -> date:
    return _in_time_zone(local, recurrence.time_zone, all_day=recurrence.span.all_day)


def _in_time_zone(local: datetime, time_zone: ZoneInfo, *, all_day: bool) -> date:
    if all_day:
        return local.date()
    return local.replace(tzinfo=UTC if time_zone.key == "UTC" else time_zone)


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
