"""Events as .ics: what RFC 5545 demands, and what our own reader reads again."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from commkit import Kit
from commkit.adapters.ical import read_ics, write_ics
from commkit.events import (
    CancelEvent,
    CancelOccurrence,
    EditEvent,
    Event,
    EventSchedule,
    ReadEventSchedule,
    RescheduleOccurrence,
)
from commkit.testing.clock import ManualClock
from tests.events.fixtures import NOON, create_event, occurrences
from tests.helpers import ask, do
from tests.sample import create_community, new_kit


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Kit]:
    with closing(new_kit(sqlite_url, clock=ManualClock(NOON))) as kit:
        create_community(kit, members=["ada"])
        yield kit


def planned(kit: Kit, event: Event) -> EventSchedule:
    return ask(kit, "ada", "town", ReadEventSchedule(event.id))


def parsed(kit: Kit, *events: Event, **options: Any) -> tuple[Any, list[Any]]:
    """The calendar, as the library reads it, and its VEVENTs."""
    calendar = icalendar.Calendar.from_ical(write_ics([planned(kit, event) for event in events], **options))
    return calendar, list(calendar.events)


def test_a_series_with_everything(town: Kit) -> None:
    event = create_event(
        town,
        title="Meet; comma, back\\slash",
        body="One\nTwo; " + "ü" * 200,
        location="Café, Wien",
        url="https://example.org/a?b=c",
        rrule="FREQ=WEEKLY;UNTIL=20300430",
        exdates=("2030-01-22T18:00",),
        rdates=("2030-01-23T19:00",),
    )
    _, second, _, fourth, *_ = occurrences(town, event)
    do(town, "ada", "town", RescheduleOccurrence(second.id, "2030-01-16T17:00", "2030-01-16T19:30"))
    do(town, "ada", "town", CancelOccurrence(fourth.id))
    calendar, (whole, moved, cancelled) = parsed(town, event, name="Town")
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Town")
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Vienna"]
    assert {str(one["UID"]) for one in (whole, moved, cancelled)} == {event.uid}
    assert (whole["SUMMARY"], whole["LOCATION"]) == ("Meet; comma, back\\slash", "Café, Wien")
    assert whole["DESCRIPTION"] == "One\nTwo; " + "ü" * 200
    assert whole["DTSTART"].params["TZID"] == "Europe/Vienna"
    assert whole["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20300430T215959Z"
    assert [one.dt.isoformat() for one in whole["EXDATE"].dts] == ["2030-01-22T18:00:00+01:00"]
    assert [one.dt.isoformat() for one in whole["RDATE"].dts] == ["2030-01-23T19:00:00+01:00"]
    assert moved["RECURRENCE-ID"].dt.isoformat() == "2030-01-15T18:00:00+01:00"
    assert moved["DTSTART"].dt.isoformat() == "2030-01-16T17:00:00+01:00"
    assert (whole["STATUS"], cancelled["STATUS"], whole["SEQUENCE"]) == ("CONFIRMED", "CANCELLED", 2)


def test_lines_are_folded_and_ended_as_rfc_5545_demands(town: Kit) -> None:
    data = write_ics([planned(town, create_event(town, title="ü" * 300))])
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_text_cannot_forge_properties(town: Kit) -> None:
    event = create_event(town, body="x\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:evil", title="BEGIN:VEVENT")
    _, events = parsed(town, event)
    assert [str(one["UID"]) for one in events] == [event.uid]


def test_the_sequence_rises_and_the_uid_stays(town: Kit) -> None:
    event = create_event(town)
    assert parsed(town, event)[1][0]["SEQUENCE"] == 0
    do(town, "ada", "town", EditEvent(event=event.id, version=1, title="Other"))
    (one,) = parsed(town, event)[1]
    assert (one["SEQUENCE"], str(one["UID"])) == (1, event.uid)
    do(town, "ada", "town", CancelEvent(event.id))
    calendar, (one,) = parsed(town, event)
    assert (calendar["METHOD"], one["STATUS"], one["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)


def test_all_day_events_have_dates_and_utc_stays_utc(town: Kit) -> None:
    days = create_event(
        town, local_start="2030-02-01", local_end="2030-02-03", rrule="FREQ=YEARLY;UNTIL=20330201"
    )
    utc = create_event(town, time_zone="UTC")
    calendar, (one, other) = parsed(town, days, utc, method="REQUEST", organizer="mailto:ada@example.org")
    assert (one["DTSTART"].to_ical(), one["DTEND"].to_ical()) == (b"20300201", b"20300204")
    assert one["RRULE"].to_ical() == b"FREQ=YEARLY;UNTIL=20330201"
    assert other["DTSTART"].to_ical() == b"20300108T180000Z"
    assert (calendar["METHOD"], str(one["ORGANIZER"])) == ("REQUEST", "mailto:ada@example.org")
    assert list(calendar.timezones) == []


def test_a_written_file_reads_the_same(town: Kit) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=5", exdates=("2030-01-22T18:00",), body="A\nB")
    moved = occurrences(town, event)[1]
    do(town, "ada", "town", RescheduleOccurrence(moved.id, "2030-01-16T17:00", "2030-01-16T19:30"))
    read = read_ics(write_ics([planned(town, event)]))
    (again,) = read.events
    assert read.rejected == ()
    assert (again.uid, again.title, again.body, again.time_zone) == (
        event.uid,
        "Meet-up",
        "A\nB",
        "Europe/Vienna",
    )
    assert (again.local_start, again.local_end, again.rrule) == (
        event.local_start,
        event.local_end,
        event.rrule,
    )
    assert again.exdates == event.exdates
    assert [(one.original_start, one.local_start) for one in again.overrides] == [
        ("2030-01-15T18:00:00", "2030-01-16T17:00:00")
    ]


def test_the_same_events_give_the_same_file(town: Kit) -> None:
    event = create_event(town)
    assert write_ics([planned(town, event)]) == write_ics([planned(town, event)])
    assert write_ics([]).startswith(b"BEGIN:VCALENDAR")


def test_the_vtimezone_has_the_changes_of_the_clocks(town: Kit) -> None:
    """Programs that do not know the IANA time zones follow the VTIMEZONE."""
    calendar, _ = parsed(town, create_event(town, rrule="FREQ=WEEKLY"))
    zone = calendar.timezones[0].to_tz()
    for at in (datetime(2030, 3, 31, 0, 59, tzinfo=UTC), datetime(2030, 3, 31, 1, 1, tzinfo=UTC)):
        summer = at.minute == 1
        assert at.astimezone(zone).utcoffset() == timedelta(hours=2 if summer else 1)


@pytest.mark.parametrize(
    "until", ["99991231", "99991231T235959", "99991231T235959Z", "00010101", "00010101T000000Z"]
)
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
def test_an_until_at_the_limits_of_time_is_written(town: Kit, until: str, zone: str) -> None:
    event = create_event(town, rrule=f"FREQ=MONTHLY;UNTIL={until}", time_zone=zone)
    (whole,) = parsed(town, event)[1]
    (until_utc,) = whole["RRULE"]["UNTIL"]
    assert until_utc.year in (1899, 1900, 2199, 2200)
