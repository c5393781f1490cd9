"""Capacity, and the promotion of the waitlist."""

from typing import Any

from commkit import Conflict, Kit, NotFound
from commkit.events import (
    EventCapacityChanged,
    RsvpStatus,
    SetEventCapacity,
    WaitlistPromoted,
)
from commkit.members import AddMember
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, member, occurrences, read_occurrence, rsvp
from tests.helpers import (
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)


def test_more_seats_go_to_the_waitlist(either: Kit) -> None:
    event = create_event(either, capacity=1)
    for who in ("bob", "eve", "joe", "ada"):
        rsvp(either, who, event)
    facts = emitted_facts(either, "ada", "town", SetEventCapacity(event.id, 3))
    assert facts == [
        EventCapacityChanged(occurrence=event.first, capacity=3),
        WaitlistPromoted(occurrence=event.first, members=(member(either, "eve"), member(either, "joe"))),
    ]
    do(either, "ada", "town", SetEventCapacity(event.id, None))
    assert read_occurrence(either, event, "ada").my_status is RsvpStatus.GOING
    assert wrong_counters(either) == []


def test_fewer_seats_than_are_taken_are_refused(either: Kit) -> None:
    event = create_event(either)
    rsvp(either, "bob", event)
    rsvp(either, "eve", event)
    with assert_unchanged(either), assert_refused(Conflict, "events.seats_taken"):
        do(either, "ada", "town", SetEventCapacity(event.id, 1))
    do(either, "ada", "town", SetEventCapacity(event.id, 2))
    assert rsvp(either, "joe", event).waitlist_position == 1


def test_one_occurrence_has_its_own_capacity(town: Kit) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=3", capacity=1)
    first, second, third = occurrences(town, event)
    do(town, "ada", "town", SetEventCapacity(event.id, 5, occurrence=second.id))
    assert [o.capacity for o in occurrences(town, event)] == [1, 5, 1]
    for one in (first, second, third):
        rsvp(town, "bob", one.id)
    assert [rsvp(town, "eve", one.id).my_status for one in (first, second)] == ["waitlisted", "going"]
    other = create_event(town)
    with assert_unchanged(town), assert_refused(NotFound, "events.not_found"):
        do(town, "ada", "town", SetEventCapacity(event.id, 5, occurrence=other.first))


def test_simultaneous_answers_and_capacities_keep_the_counters_right(either: Kit) -> None:
    for n in range(12):
        do(either, "owner", "town", AddMember(f"m{n}"))
    event = create_event(either, capacity=3)

    def work(n: int) -> Any:
        rsvp(either, f"m{n}", event)
        if n % 3 == 0:
            do(either, "ada", "town", SetEventCapacity(event.id, 5 + n))
        if n % 2 == 0:
            rsvp(either, f"m{n}", event, "declined")
        return None

    failures = [one for one in run_concurrently(12, work) if one is not None]
    assert {failure.code for failure in failures} <= {"events.seats_taken"}
    assert wrong_counters(either) == []
