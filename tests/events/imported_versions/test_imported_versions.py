"""Events that come again: later versions are followed, earlier ones ignored; attendees are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.ical import read_ics, write_ics
from commkit.events import (
    CancelEvent,
    EditEvent,
    Event,
    EventCancelled,
    EventEdited,
    ExternalEvent,
    ImportEvents,
    ListUpcomingEvents,
    ReadEvent,
    ReadEventSchedule,
)
from commkit.events.importing.policy import (
    ALREADY_CANCELLED,
    ALREADY_IMPORTED,
    ENDED,
    NO_SUCH_EVENT,
    OUTDATED,
)
from commkit.events.importing.records import ImportedEvents
from commkit.search import SearchContent
from commkit.testing.clock import ManualClock
from tests.events.counters import wrong_counters
from tests.events.fixtures import MEETUP, create_event, notified, occurrences, rsvp, starts
from tests.helpers import ask, do, emitted_facts
from tests.sample import create_community

STAMP = datetime(2029, 12, 1, tzinfo=UTC)
LATER = STAMP + timedelta(hours=1)


def external(**more: Any) -> ExternalEvent:
    return ExternalEvent(**(MEETUP | {"uid": "one@there", "modified_at": STAMP} | more))


def bring(kit: Kit, *events: ExternalEvent, community: str = "town") -> ImportedEvents:
    return do(kit, SYSTEM, community, ImportEvents(events))


def the_event(kit: Kit, community: str = "town") -> Event:
    (first, *_) = ask(kit, SYSTEM, community, ListUpcomingEvents()).items
    return ask(kit, SYSTEM, community, ReadEvent(first.event))


@pytest.mark.parametrize(
    ("version", "outcome"),
    [
        ({"sequence": 3}, "updated"),
        ({"sequence": 3, "modified_at": STAMP - timedelta(days=1)}, "updated"),
        ({"sequence": 2, "modified_at": LATER}, "updated"),
        ({"sequence": 2}, ALREADY_IMPORTED),
        ({"sequence": 2, "modified_at": None}, ALREADY_IMPORTED),
        ({"sequence": 2, "modified_at": STAMP - timedelta(seconds=1)}, OUTDATED),
        ({"sequence": 1, "modified_at": LATER}, OUTDATED),
    ],
)
def test_the_later_version_counts(either: Kit, version: dict[str, Any], outcome: str) -> None:
    bring(either, external(sequence=2))
    done = bring(either, external(title="Renamed", local_start="2030-01-08T17:00", **version))
    event = the_event(either)
    if outcome == "updated":
        assert (done.imported, done.updated, done.skipped) == (0, 1, {})
        assert (event.title, event.local_start) == ("Renamed", "2030-01-08T17:00:00")
        assert event.sequence >= 3  # whoever reads it from here sees a later version, too
        assert starts(either, event) == ["2030-01-08T17:00:00"]
        assert ask(either, "bob", "town", SearchContent("renamed")).hits
        again = external(title="Renamed", local_start="2030-01-08T17:00", **version)
        assert bring(either, again) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    else:
        assert done == ImportedEvents(0, {outcome: 1})
        assert (event.title, event.local_start, event.version) == ("Meet-up", "2030-01-08T18:00:00", 1)


def test_a_later_version_that_says_the_same_changes_nothing(town: Kit) -> None:
    """Programs stamp each export anew."""
    bring(town, external())
    facts = emitted_facts(town, SYSTEM, "town", ImportEvents((external(modified_at=LATER, sequence=7),)))
    assert (facts, the_event(town).version) == ([], 1)


def test_attendees_are_told_and_keep_their_seats(either: Kit) -> None:
    bring(either, external(rrule="FREQ=WEEKLY;COUNT=4"))
    event = the_event(either)
    third = occurrences(either, event)[2]
    rsvp(either, "bob", third.id)
    moved = external(
        sequence=1, rrule="FREQ=WEEKLY;COUNT=4", local_start="2030-01-08T19:00", local_end="2030-01-08T21:00"
    )
    facts = emitted_facts(either, SYSTEM, "town", ImportEvents((moved,)))
    assert [type(fact) for fact in facts] == [EventEdited]
    assert starts(either, event) == [f"2030-01-{day:02}T19:00:00" for day in (8, 15, 22, 29)]
    assert occurrences(either, event, "bob")[2].my_status == "going"
    either.worker().drain()
    assert notified(either, "events.rescheduled") == ["bob"]
    assert wrong_counters(either) == []


def test_a_rule_that_ends_earlier_takes_the_rest_away(either: Kit) -> None:
    """Calendar programs end a series so, "this and all following": UNTIL before the next one, even before now."""
    bring(either, external(local_start="2029-12-04T18:00", local_end="2029-12-04T20:00", rrule="FREQ=WEEKLY"))
    event = the_event(either)
    upcoming = [one for one in occurrences(either, event) if one.starts_at > datetime(2030, 1, 1, tzinfo=UTC)]
    rsvp(either, "bob", upcoming[0].id)
    ended = external(
        local_start="2029-12-04T18:00",
        local_end="2029-12-04T20:00",
        rrule="FREQ=WEEKLY;UNTIL=20291220",
        sequence=1,
    )
    assert bring(either, ended).updated == 1
    assert all(at < "2030" for at in starts(either, event))
    either.worker().drain()
    assert notified(either, "events.cancelled") == ["bob"]
    assert either.worker().parked() == ()


@pytest.mark.parametrize("sequence", [0, 1])
def test_a_cancellation_cancels_and_is_told(either: Kit, sequence: int) -> None:
    bring(either, external())
    event = the_event(either)
    rsvp(either, "bob", event)
    cancelled = external(cancelled=True, sequence=sequence)
    facts = emitted_facts(either, SYSTEM, "town", ImportEvents((cancelled,)))
    assert facts == [EventCancelled(event=event.id)]
    assert bring(either, cancelled) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    assert bring(either, external(sequence=9)) == ImportedEvents(0, {ALREADY_CANCELLED: 1})
    either.worker().drain()
    assert notified(either, "events.cancelled") == ["bob"]


def test_an_earlier_cancellation_is_ignored(town: Kit) -> None:
    bring(town, external(sequence=2))
    assert bring(town, external(cancelled=True, sequence=1)) == ImportedEvents(0, {OUTDATED: 1})
    assert the_event(town).cancelled_at is None


def test_a_cancellation_without_times(town: Kit) -> None:
    """RFC 5546, 3.2.5: DTSTART may be left out."""
    data = (
        b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:one@there\r\nSEQUENCE:1\r\n"
        b"DTSTAMP:20300101T000000Z\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (event,) = read_ics(data).events
    assert bring(town, event) == ImportedEvents(0, {NO_SUCH_EVENT: 1})
    bring(town, external())
    assert bring(town, event).cancelled == 1


def test_an_event_of_another_community_with_this_uid_is_left_alone(either: Kit) -> None:
    create_community(either, slug="village")
    bring(either, external())
    assert bring(either, external(title="Theirs"), community="village").imported == 1
    assert bring(either, external(title="Ours", sequence=1)).updated == 1
    assert (the_event(either).title, the_event(either, "village").title) == ("Ours", "Theirs")


def test_what_was_changed_here_stays_until_a_later_version_comes(town: Kit) -> None:
    bring(town, external())
    event = the_event(town)
    do(town, SYSTEM, "town", EditEvent(event=event.id, version=1, title="Here"))
    assert bring(town, external()) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    assert the_event(town).title == "Here"
    assert bring(town, external(title="There", sequence=1)).updated == 1
    assert the_event(town).title == "There"


def test_an_event_that_was_written_here_is_followed_by_its_own_version(
    either: Kit, clock: ManualClock
) -> None:
    event = create_event(either, rrule="FREQ=WEEKLY;COUNT=3")
    clock.advance(timedelta(seconds=1, microseconds=7))
    do(either, "ada", "town", EditEvent(event=event.id, version=1, body="More"))
    file = write_ics([ask(either, "ada", "town", ReadEventSchedule(event.id))])
    assert bring(either, *read_ics(file).events) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    edited = file.replace(b"SEQUENCE:1", b"SEQUENCE:2").replace(b"SUMMARY:Meet-up", b"SUMMARY:Gathering")
    assert bring(either, *read_ics(edited).events).updated == 1
    assert bring(either, *read_ics(file).events) == ImportedEvents(0, {OUTDATED: 1})
    assert the_event(either).title == "Gathering"


def test_a_single_event_that_is_over_does_not_get_another_time(town: Kit) -> None:
    past = {"local_start": "2029-12-04T18:00", "local_end": "2029-12-04T20:00"}
    bring(town, external(**past), external(uid="two@there"))
    assert bring(town, external(sequence=1)) == ImportedEvents(0, {ENDED: 1})
    assert bring(town, external(**past, sequence=1, title="It was nice")).updated == 1


def test_a_later_version_that_does_not_fit_is_refused_and_changes_nothing(town: Kit) -> None:
    bring(town, external())
    done = bring(town, external(sequence=1, rrule="FREQ=SECONDLY", title="Often"), external(uid="two@there"))
    assert (done.imported, done.skipped) == (1, {"rrule too dense": 1})
    assert the_event(town).title == "Meet-up"


def test_an_event_cancelled_here_is_not_taken_back(town: Kit) -> None:
    bring(town, external())
    event = the_event(town)
    do(town, SYSTEM, "town", CancelEvent(event.id))
    assert bring(town, external()) == ImportedEvents(0, {ALREADY_IMPORTED: 1})
    assert bring(town, external(sequence=1)) == ImportedEvents(0, {ALREADY_CANCELLED: 1})


def test_where_the_first_times_are_taken_away_the_others_stay(either: Kit) -> None:
    bring(either, external(rrule="FREQ=WEEKLY;COUNT=4"))
    event = the_event(either)
    for one in occurrences(either, event)[:3]:
        rsvp(either, "bob", one.id)
    times = {"local_start": "2030-01-15T18:00", "local_end": "2030-01-15T20:00"}
    assert bring(either, external(sequence=1, rrule="FREQ=WEEKLY;COUNT=3", **times)).updated == 1
    here = [one for one in occurrences(either, event, "bob") if one.cancelled_at is None]
    assert [(one.local_start[8:10], one.my_status) for one in here] == [
        ("15", "going"),
        ("22", "going"),
        ("29", None),
    ]
