"""Occurrences that come by themselves: to their event where it is here, else as an event of their own."""

from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.ical import read_ics
from commkit.events import (
    EditEvent,
    ExternalEvent,
    ImportEvents,
    ListUpcomingEvents,
    Occurrence,
    OccurrenceCancelled,
    OccurrenceRescheduled,
    ReadEvent,
)
from commkit.events.importing.policy import (
    ALREADY_CANCELLED,
    ALREADY_IMPORTED,
    NO_SUCH_EVENT,
    NO_SUCH_OCCURRENCE,
)
from commkit.events.importing.records import ImportedEvents
from commkit.testing.clock import ManualClock
from tests.adapters.test_ical_in import START, calendar, vevent
from tests.events.counters import wrong_counters
from tests.events.fixtures import in_days, notified, occurrences, rsvp
from tests.helpers import ask, do, emitted_facts

SERIES = vevent(START, "DTEND;TZID=Europe/Vienna:20300108T200000", "RRULE:FREQ=WEEKLY", "SUMMARY:Meet-up")


def occurrence(day: str, to: str, *more: str, uid: str = "a@there") -> str:
    return vevent(
        f"RECURRENCE-ID;TZID=Europe/Vienna:{day}T180000",
        f"DTSTART;TZID=Europe/Vienna:{to}",
        "DURATION:PT2H",
        "SUMMARY:Meet-up",
        *more,
        uid=uid,
    )


def read(*parts: str, more: str = "") -> tuple[ExternalEvent, ...]:
    found = read_ics(calendar(*parts, more=more))
    assert found.rejected == ()
    return found.events


def bring(kit: Kit, *parts: str, more: str = "") -> ImportedEvents:
    return do(kit, SYSTEM, "town", ImportEvents(read(*parts, more=more)))


def all_of(kit: Kit) -> list[Occurrence]:
    first, *_ = ask(kit, SYSTEM, "town", ListUpcomingEvents()).items
    return occurrences(kit, ask(kit, SYSTEM, "town", ReadEvent(first.event)))


def at(kit: Kit) -> list[str]:
    return [one.local_start for one in all_of(kit) if one.cancelled_at is None]


def test_an_occurrence_whose_event_is_here_is_applied_to_it(either: Kit) -> None:
    bring(either, SERIES)
    second = all_of(either)[1]
    rsvp(either, "bob", second.id)
    part = occurrence("20300115", "20300116T190000")
    facts = emitted_facts(either, SYSTEM, "town", ImportEvents(read(part)))
    assert facts == [OccurrenceRescheduled(second.event, second.id)]
    assert at(either)[:3] == ["2030-01-08T18:00:00", "2030-01-16T19:00:00", "2030-01-22T18:00:00"]
    assert bring(either, part) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    assert len(ask(either, SYSTEM, "town", ListUpcomingEvents(limit=100)).items) == len(all_of(either))
    either.worker().drain()
    assert notified(either, "events.rescheduled") == ["bob"]
    assert wrong_counters(either) == []


@pytest.mark.parametrize("whole", [True, False])
def test_later_versions_of_an_occurrence_are_followed_and_earlier_ones_ignored(
    town: Kit, whole: bool
) -> None:
    """Each VEVENT has its own version: that of the event stays the same."""
    event = (SERIES,) if whole else ()
    bring(town, SERIES)
    assert bring(town, *event, occurrence("20300115", "20300116T190000", "SEQUENCE:1")).updated == 1
    assert bring(town, *event, occurrence("20300115", "20300117T190000", "SEQUENCE:2")).updated == 1
    assert bring(town, *event, occurrence("20300115", "20300116T190000", "SEQUENCE:1")).updated == 0
    assert at(town)[1] == "2030-01-17T19:00:00"
    assert bring(town, *event, occurrence("20300115", "20300115T180000", "SEQUENCE:3")).updated == 1
    assert at(town)[1] == "2030-01-15T18:00:00"


def test_a_cancelled_occurrence(either: Kit) -> None:
    bring(either, SERIES)
    third = all_of(either)[2]
    rsvp(either, "bob", third.id)
    cancelled = vevent("RECURRENCE-ID;TZID=Europe/Vienna:20300122T180000", "STATUS:CANCELLED")
    facts = emitted_facts(either, SYSTEM, "town", ImportEvents(read(cancelled, more="METHOD:CANCEL")))
    assert facts == [OccurrenceCancelled(third.event, third.id)]
    assert bring(either, cancelled) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    again = occurrence("20300122", "20300122T180000", "SEQUENCE:5")
    assert bring(either, again) == ImportedEvents(0, {ALREADY_CANCELLED: 1})
    either.worker().drain()
    assert notified(either, "events.cancelled") == ["bob"]


def test_an_occurrence_that_its_event_does_not_have_is_told(town: Kit) -> None:
    bring(town, SERIES)
    assert bring(town, occurrence("20300116", "20300116T190000")) == ImportedEvents(
        0, {NO_SUCH_OCCURRENCE: 1}
    )
    assert bring(town, occurrence("20290116", "20290116T190000")) == ImportedEvents(
        0, {NO_SUCH_OCCURRENCE: 1}
    )


def test_an_occurrence_that_its_event_in_the_same_file_does_not_have_is_told(either: Kit) -> None:
    parts = (
        SERIES,
        occurrence("20300115", "20300116T190000"),
        occurrence("20300116", "20300116T190000"),
        occurrence("20290101", "20290101T190000"),
        occurrence("20300123", "20300123T190000", "STATUS:CANCELLED"),
    )
    assert bring(either, *parts) == ImportedEvents(1, {NO_SUCH_OCCURRENCE: 3})
    assert at(either)[:2] == ["2030-01-08T18:00:00", "2030-01-16T19:00:00"]
    later = SERIES.replace("SUMMARY:Meet-up", "SUMMARY:Meeting\r\nSEQUENCE:1")
    assert bring(either, later, occurrence("20300116", "20300116T200000")) == ImportedEvents(
        0, {NO_SUCH_OCCURRENCE: 1}, updated=1
    )


def test_a_date_stands_for_the_occurrence_on_that_day(either: Kit) -> None:
    """RECURRENCE-ID;VALUE=DATE of an event with times: its time is the event's, not that of the override."""
    moved = occurrence("20300115", "20300116T190000").replace(
        ";TZID=Europe/Vienna:20300115T180000", ";VALUE=DATE:20300115"
    )
    lines = ["RECURRENCE-ID;VALUE=DATE:20300122", "STATUS:CANCELLED"]
    assert bring(either, SERIES, moved, vevent(*lines)) == ImportedEvents(1, {})
    assert at(either)[:3] == ["2030-01-08T18:00:00", "2030-01-16T19:00:00", "2030-01-29T18:00:00"]


def test_a_date_on_which_the_event_takes_place_never_or_often_is_refused() -> None:
    date = "RECURRENCE-ID;VALUE=DATE:"
    wrong = vevent(f"{date}20300116", "DTSTART;TZID=Europe/Vienna:20300116T190000")
    found = read_ics(calendar(SERIES, wrong))
    assert [(each.uid, each.code) for each in found.rejected] == [("a@there", "ical.no_such_occurrence")]
    often = vevent(START, "RRULE:FREQ=DAILY;BYHOUR=9,18")
    right = vevent(f"{date}20300110", "DTSTART;TZID=Europe/Vienna:20300110T190000")
    found = read_ics(calendar(often, right))
    assert [each.code for each in found.rejected] == ["ical.several_occurrences"]
    assert len(found.events) == 1


def test_a_day_is_that_of_the_time_zone_of_the_event(town: Kit) -> None:
    late = vevent("DTSTART;TZID=Asia/Tokyo:20300108T010000", "RRULE:FREQ=WEEKLY", "SUMMARY:Late")
    moved = vevent("RECURRENCE-ID;VALUE=DATE:20300115", "DTSTART:20300115T100000Z", "SUMMARY:Late")
    (event,) = read(late, moved)
    (override,) = event.overrides
    assert (override.original_start, override.local_start) == ("2030-01-15T01:00:00", "2030-01-15T19:00:00")


def test_occurrences_without_their_event_become_one(either: Kit) -> None:
    """Whoever was invited to two of a series has these two."""
    parts = (occurrence("20300122", "20300122T180000"), occurrence("20300115", "20300116T190000"))
    assert bring(either, *parts).imported == 1
    assert at(either) == ["2030-01-16T19:00:00", "2030-01-22T18:00:00"]
    assert bring(either, *parts) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    third = occurrence("20300129", "20300129T200000")
    assert bring(either, third).updated == 1
    assert bring(either, third) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    assert at(either)[2:] == ["2030-01-29T20:00:00"]


def test_the_event_of_such_occurrences_may_come_later(either: Kit) -> None:
    bring(either, occurrence("20300115", "20300116T190000"))
    (first,) = all_of(either)
    rsvp(either, "bob", first.id)
    assert bring(either, SERIES, occurrence("20300115", "20300116T190000")).updated == 1
    assert at(either)[:4] == [
        "2030-01-08T18:00:00",
        "2030-01-16T19:00:00",
        "2030-01-22T18:00:00",
        "2030-01-29T18:00:00",
    ]
    assert bring(either, SERIES, occurrence("20300115", "20300116T190000")) == ImportedEvents(
        0, {ALREADY_IMPORTED: 1}
    )
    assert wrong_counters(either) == []


def test_a_cancelled_occurrence_of_nothing(town: Kit) -> None:
    part = vevent("RECURRENCE-ID;TZID=Europe/Vienna:20300122T180000", "STATUS:CANCELLED")
    assert bring(town, part) == ImportedEvents(0, {NO_SUCH_EVENT: 1})


def test_overrides_far_ahead_are_kept(either: Kit, clock: ManualClock) -> None:
    """Beyond the horizon there are no occurrences yet, but these."""
    far = occurrence("20301008", "20301009T190000")
    gone = vevent("RECURRENCE-ID;TZID=Europe/Vienna:20301015T180000", "STATUS:CANCELLED")
    bring(either, SERIES, far, gone)
    assert at(either)[-1] == "2030-10-09T19:00:00"
    event = all_of(either)[0].event
    do(either, SYSTEM, "town", EditEvent(event=event, version=1, local_start="2030-01-08T17:00"))
    assert at(either)[-1] == "2030-10-09T19:00:00"
    for _ in range(30):
        clock.advance(in_days(10))
        either.worker().drain()
    days = [start[:10] for start in at(either)]
    assert len(days) == len(set(days))
    assert "2030-10-09" in days
    assert "2030-10-08" not in days
    assert {"2030-10-01", "2030-10-22"} <= set(days)
    assert either.worker().parked() == ()


def test_what_differs_later_than_the_last_occurrence_that_is_there_is_kept(
    either: Kit, clock: ManualClock
) -> None:
    """An event has at most 100 upcoming occurrences, however far its horizon is."""
    daily = vevent(START, "DTEND;TZID=Europe/Vienna:20300108T200000", "RRULE:FREQ=DAILY", "SUMMARY:Stand-up")
    gone = vevent("RECURRENCE-ID;TZID=Europe/Vienna:20300507T180000", "STATUS:CANCELLED")
    moved = occurrence("20300508", "20300508T210000")
    bring(either, daily, gone, moved)
    assert bring(either, daily, gone, moved) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    for _ in range(10):
        clock.advance(in_days(10))
        either.worker().drain()
    starts = {start for start in at(either) if "2030-05-06" <= start < "2030-05-10"}
    assert starts == {"2030-05-06T18:00:00", "2030-05-08T21:00:00", "2030-05-09T18:00:00"}
    assert either.worker().parked() == ()


def test_of_two_versions_in_one_file_the_later_one_counts(town: Kit) -> None:
    found = read_ics(
        calendar(
            SERIES,
            occurrence("20300115", "20300117T190000", "SEQUENCE:2"),
            occurrence("20300115", "20300116T190000", "SEQUENCE:1"),
        )
    )
    assert [override.local_start for override in found.events[0].overrides] == ["2030-01-17T19:00:00"]
    assert [part.code for part in found.rejected] == ["ical.duplicate"]


def test_days_and_times_are_not_mixed(town: Kit) -> None:
    bring(town, SERIES)
    days = vevent("RECURRENCE-ID;VALUE=DATE:20300115", "DTSTART;VALUE=DATE:20300116")
    done: Any = bring(town, days)
    assert done == ImportedEvents(0, {NO_SUCH_OCCURRENCE: 1})


def test_an_occurrence_in_another_time_zone_than_its_event_is_applied_at_its_moment(either: Kit) -> None:
    bring(either, SERIES)
    moved = vevent(
        "RECURRENCE-ID:20300115T170000Z",
        "DTSTART:20300115T180000Z",
        "DURATION:PT1H",
        "SUMMARY:Later",
        uid="a@there",
    )
    assert bring(either, moved).updated == 1
    assert at(either)[:2] == ["2030-01-08T18:00:00", "2030-01-15T19:00:00"]
    gone = vevent(
        "RECURRENCE-ID;TZID=America/New_York:20300122T120000",
        "DTSTART;TZID=America/New_York:20300122T120000",
        "DURATION:PT2H",
        "STATUS:CANCELLED",
        "SUMMARY:Off",
        uid="a@there",
    )
    assert bring(either, gone).updated == 1
    assert at(either)[2] == "2030-01-29T18:00:00"
    assert (
        bring(
            either,
            moved,
        ).updated
        == 0
    )


def test_of_two_occurrences_of_a_day_the_one_of_its_moment_is_moved(town: Kit) -> None:
    """18:00 by the clocks of the file is another moment than 18:00 by those of the event."""
    twice = vevent(
        "DTSTART;TZID=Europe/Vienna:20300108T160000",
        "DTEND;TZID=Europe/Vienna:20300108T170000",
        "RDATE;TZID=Europe/Vienna:20300108T180000",
        "SUMMARY:Twice",
    )
    bring(town, twice)
    part = vevent(
        "RECURRENCE-ID:20300108T170000Z",
        "DTSTART:20300108T180000Z",
        "DURATION:PT1H",
        "SUMMARY:Twice",
        uid="a@there",
    )
    assert bring(town, part).updated == 1
    assert at(town) == ["2030-01-08T16:00:00", "2030-01-08T19:00:00"]
