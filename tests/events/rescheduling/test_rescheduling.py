"""What becomes of occurrences and RSVPs when the schedule of an event changes."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Invalid, Kit
from commkit.events import (
    EditEvent,
    Event,
    EventEdited,
    OccurrenceCancelled,
    ReadEvent,
)
from commkit.testing.clock import ManualClock
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, in_days, occurrences, read_occurrence, rsvp, starts
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts


def edit(kit: Kit, event: Event, who: Any = "ada", **changes: Any) -> Event:
    version = ask(kit, SYSTEM, "town", ReadEvent(event.id)).version
    return do(kit, who, "town", EditEvent(event=event.id, version=version, **changes))


def test_rsvps_stay_when_the_time_changes(town: Kit) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=4")
    third = occurrences(town, event)[2]
    rsvp(town, "bob", third.id)
    facts = emitted_facts(
        town,
        "ada",
        "town",
        EditEvent(event=event.id, version=1, local_start="2030-01-09T19:00", local_end="2030-01-09T21:00"),
    )
    assert facts == [EventEdited(event=event.id, version=2, rescheduled=True)]
    assert starts(town, event) == [f"2030-01-{day:02}T19:00:00" for day in (9, 16, 23, 30)]
    assert read_occurrence(town, third.id, "bob").my_status == "going"
    assert wrong_counters(town) == []


@pytest.mark.parametrize("by", ["-7", "+7", "+1", "-1"])
def test_a_series_that_moves_by_its_own_interval_keeps_all_rsvps(town: Kit, by: str) -> None:
    """Each occurrence takes the place of another one that moves as well."""
    event = create_event(
        town, local_start="2030-02-05T18:00", local_end="2030-02-05T20:00", rrule="FREQ=DAILY;COUNT=20"
    )
    for found_one in occurrences(town, event):
        rsvp(town, "bob", found_one.id)
    month = "02" if int(by) > -5 else "01"
    day = f"{5 + int(by):02}" if month == "02" else f"{31 + 5 + int(by):02}"
    edit(town, event, local_start=f"2030-{month}-{day}T18:00", local_end=f"2030-{month}-{day}T20:00")
    here = occurrences(town, event, "bob")
    assert [o.my_status for o in here] == ["going"] * 20
    assert here[0].local_start[:10] == f"2030-{month}-{day}"


def test_a_new_rule_cancels_answered_occurrences_and_deletes_others(town: Kit) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=4")
    _, second, third, _ = occurrences(town, event)
    rsvp(town, "bob", second.id)
    rsvp(town, "bob", third.id)
    facts = emitted_facts(
        town, "ada", "town", EditEvent(event=event.id, version=1, rrule="FREQ=WEEKLY;INTERVAL=2;COUNT=2")
    )
    assert [type(fact) for fact in facts] == [OccurrenceCancelled, EventEdited]
    assert starts(town, event) == ["2030-01-08T18:00:00", "2030-01-22T18:00:00"]
    assert read_occurrence(town, third.id, "bob").my_status == "going"
    assert read_occurrence(town, second.id).cancelled_at is not None
    edit(town, event, rrule="FREQ=WEEKLY;COUNT=4")
    assert len(starts(town, event)) == 4
    assert wrong_counters(town) == []


def test_past_occurrences_keep_the_old_schedule(town: Kit, clock: ManualClock) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=4")
    clock.advance(in_days(10))
    edit(town, event, local_start="2030-01-08T19:00", local_end="2030-01-08T20:00")
    assert [o[5:13] for o in starts(town, event)] == ["01-08T18", "01-15T19", "01-22T19", "01-29T19"]
    with assert_unchanged(town), pytest.raises(Invalid):
        edit(town, event, rrule="FREQ=WEEKLY;COUNT=1")


def test_an_event_that_is_over_cannot_be_moved(town: Kit, clock: ManualClock) -> None:
    event = create_event(town)
    clock.advance(in_days(10))
    with assert_unchanged(town), assert_refused(Conflict, "events.already_ended"):
        edit(town, event, local_start="2030-03-01T18:00", local_end="2030-03-01T19:00")
    assert edit(town, event, title="It was good").title == "It was good"
