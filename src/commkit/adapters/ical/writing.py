"""Events as .ics (RFC 5545, RFC 5546): what calendar programs subscribe to, and what is sent with an invitation."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from commkit.events import Event, EventSchedule, Occurrence
from commkit.events.policy import schedule_of
from commkit.events.recurrence import RecurrenceSchedule
from commkit.events.times import Span, moment, read_span, read_wall
from commkit.runtime.model.extras import require_extra

PRODUCT = "-//commkit//events//EN"
_YEARS_AHEAD = 10
"""How far the changes of the clocks are told in a file; calendar programs know the named zones by themselves."""

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def write_ics(
    plans: Iterable[EventSchedule],
    *,
    name: str = "",
    method: Method | None = None,
    organizer: str | None = None,
) -> bytes:
    """A calendar of some events.

    Args:
        plans: What `ReadEventSchedule` gives.
        name: What the calendar is called.
        method: Why it is sent: `PUBLISH` to tell, `REQUEST` to invite, `CANCEL` to take back; `PUBLISH`, or `CANCEL`
            where each of the events is cancelled, where it is left out.
        organizer: Who invites, as an address: `mailto:team@example.org`. REQUEST and CANCEL need one by RFC 5546.

    Returns:
        The file, in UTF-8 with lines of at most 75 octets. The same events give the same file.

    Raises:
        PluginError: The extra `commkit[events]` is not installed.
    """
    ical = require_extra("icalendar", extra="events")
    known = list(plans)
    calendar = ical.Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    all_cancelled = bool(known) and all(plan.event.cancelled_at for plan in known)
    calendar.add("METHOD", method or ("CANCEL" if all_cancelled else "PUBLISH"))
    if name:
        calendar.add("X-WR-CALNAME", name)
    schedules = [schedule_of(plan.event) for plan in known]
    for zone, (first, last) in sorted(_zones(schedules).items()):
        calendar.add_component(ical.Timezone.from_ical(_vtimezone(zone, first, last)))
    for plan, schedule in zip(known, schedules, strict=True):
        calendar.add_component(_master(ical, plan, schedule, organizer))
        for apart in plan.overrides:
            calendar.add_component(_apart(ical, plan.event, apart, schedule, organizer))
    written: bytes = calendar.to_ical()
    return written


def _zones(schedules: Iterable[RecurrenceSchedule]) -> dict[str, tuple[int, int]]:
    """The zones that are named, each with the years in which its clocks matter."""
    years: dict[str, tuple[int, int]] = {}
    for schedule in schedules:
        zone = schedule.zone.key
        if zone != "UTC" and not schedule.span.all_day:
            year = schedule.span.start.year
            last = year + (_YEARS_AHEAD if schedule.recurs else 1)
            before = years.get(zone, (year, last))
            years[zone] = min(before[0], year), max(before[1], last)
    return years


@lru_cache(maxsize=64)
def _vtimezone(zone: str, first: int, last: int) -> bytes:
    """A VTIMEZONE; working one out takes a while."""
    ical = require_extra("icalendar", extra="events")
    told: bytes = ical.Timezone.from_tzinfo(
        ZoneInfo(zone), first_date=date(first - 1, 1, 1), last_date=date(last + 1, 1, 1)
    ).to_ical()
    return told


def _master(ical: Any, plan: EventSchedule, schedule: RecurrenceSchedule, organizer: str | None) -> Any:
    event = plan.event
    made = _component(ical, event, schedule.span, schedule.zone, organizer)
    if schedule.rule is not None:
        made.add("RRULE", ical.vRecur.from_ical(_rule_text(schedule)))
    for name, walls in (("RDATE", schedule.extra), ("EXDATE", schedule.without)):
        if walls:
            made.add(name, [_value(wall, schedule) for wall in sorted(walls)])
    made.add("STATUS", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    return made


def _apart(
    ical: Any, event: Event, apart: Occurrence, schedule: RecurrenceSchedule, organizer: str | None
) -> Any:
    made = _component(ical, event, read_span(apart.starts, apart.ends), schedule.zone, organizer)
    made.add("RECURRENCE-ID", _value(read_wall(apart.original_start, "original"), schedule))
    made.add("STATUS", "CANCELLED" if apart.cancelled_at or event.cancelled_at else "CONFIRMED")
    return made


def _component(ical: Any, event: Event, span: Span, zone: ZoneInfo, organizer: str | None) -> Any:
    made = ical.Event()
    made.add("UID", event.uid)
    made.add("SEQUENCE", event.sequence)
    made.add("DTSTAMP", _whole_second(event.updated_at))
    made.add("CREATED", _whole_second(event.created_at))
    made.add("LAST-MODIFIED", _whole_second(event.updated_at))
    made.add("DTSTART", _at(span.start, zone, all_day=span.all_day))
    made.add("DTEND", _at(span.start + span.length, zone, all_day=span.all_day))
    made.add("SUMMARY", event.title)
    for name, text in (("DESCRIPTION", event.body), ("LOCATION", event.location)):
        if text:
            made.add(name, text)
    if event.url:
        made.add("URL", ical.vUri(event.url))
    if organizer:
        made.add("ORGANIZER", ical.vCalAddress(organizer))
    return made


def _rule_text(schedule: RecurrenceSchedule) -> str:
    """The rule with its end in UTC, or as a day, as RFC 5545 wants it."""
    rule = schedule.rule
    assert rule is not None
    until = rule.until(schedule.span, schedule.zone)
    if until is None:
        return rule.text
    day = schedule.span.all_day
    told = f"{until:%Y%m%d}" if day else f"{moment(until, schedule.zone):%Y%m%dT%H%M%SZ}"
    return ";".join(f"UNTIL={told}" if part.startswith("UNTIL=") else part for part in rule.text.split(";"))


def _value(wall: datetime, schedule: RecurrenceSchedule) -> date:
    return _at(wall, schedule.zone, all_day=schedule.span.all_day)


def _at(wall: datetime, zone: ZoneInfo, *, all_day: bool) -> date:
    if all_day:
        return wall.date()
    return wall.replace(tzinfo=UTC if zone.key == "UTC" else zone)


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
