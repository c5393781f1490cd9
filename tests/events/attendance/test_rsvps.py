"""RSVPs: who gets a seat, who waits, and in how many statements."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from commkit import Conflict, Denied, Kit
from commkit.events import (
    ListAttendees,
    ReadOccurrence,
    Rsvp,
    RsvpChanged,
    RsvpStatus,
    WaitlistPromoted,
)
from commkit.members import AddMember, LeaveCommunity, RestrictMember
from commkit.testing.clock import ManualClock
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, in_days, member, notified, occurrences, read_occurrence, rsvp
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)


def test_seats_first_then_the_waitlist_in_order(either: Kit) -> None:
    event = create_event(either, capacity=1)
    assert emitted_facts(either, "bob", "town", Rsvp(event.first, "going")) == [
        RsvpChanged(
            occurrence=event.first,
            member=member(either, "bob"),
            before=None,
            status=RsvpStatus.GOING,
            waitlist_position=None,
        )
    ]
    assert [rsvp(either, who, event).waitlist_position for who in ("eve", "joe")] == [1, 2]
    assert emitted_facts(either, "eve", "town", Rsvp(event.first, "going")) == []
    assert wrong_counters(either) == []


def test_a_free_seat_goes_to_the_first_of_the_waitlist(either: Kit) -> None:
    event = create_event(either, capacity=1)
    for who in ("bob", "eve", "joe"):
        rsvp(either, who, event)
    facts = emitted_facts(either, "bob", "town", Rsvp(event.first, "maybe"))
    assert facts[1] == WaitlistPromoted(occurrence=event.first, members=(member(either, "eve"),))
    assert read_occurrence(either, event, "eve").my_status is RsvpStatus.GOING
    seen = read_occurrence(either, event, "joe")
    assert (seen.my_status, seen.waitlist_position, seen.going, seen.waitlisted, seen.maybe) == (
        "waitlisted",
        2,
        1,
        1,
        1,
    )
    assert rsvp(either, "bob", event).waitlist_position == 3
    assert wrong_counters(either) == []
    either.worker().drain()
    assert notified(either, "events.waitlist_promoted") == ["eve"]


def test_the_result_counts_those_who_were_promoted(town: Kit) -> None:
    event = create_event(town, capacity=1)
    rsvp(town, "bob", event)
    rsvp(town, "eve", event)
    after = rsvp(town, "bob", event, "declined")
    assert (after.going, after.waitlisted, after.declined, after.my_status) == (1, 0, 1, "declined")


def test_an_occurrence_that_is_over_cannot_be_answered(town: Kit, clock: ManualClock) -> None:
    event = create_event(town)
    clock.advance(in_days(10))
    with assert_unchanged(town), assert_refused(Conflict, "events.already_ended"):
        rsvp(town, "bob", event)


@pytest.mark.parametrize("how", ["leave", "ban"])
def test_a_former_member_keeps_no_seat(town: Kit, how: str) -> None:
    event = create_event(town, capacity=1, rrule="FREQ=WEEKLY;COUNT=3")
    first, second, _ = occurrences(town, event)
    for who in ("bob", "eve"):
        rsvp(town, who, first.id)
    rsvp(town, "bob", second.id, "maybe")
    bob = member(town, "bob")
    do(town, "bob", "town", LeaveCommunity()) if how == "leave" else do(
        town, "owner", "town", RestrictMember(bob, "banned", "Shouting.")
    )
    town.worker().drain()
    assert read_occurrence(town, first.id, "eve").my_status is RsvpStatus.GOING
    assert read_occurrence(town, second.id).maybe == 0
    assert wrong_counters(town) == []


def test_simultaneous_answers_of_a_member_are_one(either: Kit) -> None:
    event = create_event(either, capacity=2)
    run_concurrently(6, lambda _: do(either, "bob", "town", Rsvp(event.first, "going")))
    assert read_occurrence(either, event).going == 1
    run_concurrently(
        6, lambda n: do(either, "bob", "town", Rsvp(event.first, ("declined", "maybe", "going")[n % 3]))
    )  # type: ignore[arg-type]
    assert wrong_counters(either) == []


def test_members_list_attendees_in_pages(town: Kit) -> None:
    event = create_event(town, capacity=1)
    for who in ("bob", "eve", "joe"):
        rsvp(town, who, event)
    page = ask(town, "ada", "town", ListAttendees(event.first, "waitlisted", limit=1))
    assert [a.member for a in page.items] == [member(town, "eve")]
    page = ask(town, "ada", "town", ListAttendees(event.first, "waitlisted", limit=1, after=page.next))
    assert ([a.waitlist_position for a in page.items], page.next) == ([2], None)
    assert [a.member for a in ask(town, "ada", "town", ListAttendees(event.first)).items] == [
        member(town, "bob")
    ]
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(town, None, "town", ListAttendees(event.first))
    with assert_invalid(status="not_a_choice"):
        ask(town, "ada", "town", ListAttendees(event.first, "invited"))  # type: ignore[arg-type]
    assert ask(town, None, "town", ReadOccurrence(event.first)).my_status is None


CASES = {
    "a seat": ("bob", "going", 7),
    "a place on the waitlist": ("joe", "going", 7),
    "no": ("joe", "declined", 7),
    "a seat given up, to the next": ("eve", "declined", 9),
    "nothing new": ("eve", "going", 4),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("others", [0, 8])
def test_an_answer_takes_the_same_statements_at_every_size(
    town: Kit, case: str, others: int, capture_statements: Callable[[Kit], AbstractContextManager[list[str]]]
) -> None:
    """The look-up of the session is one; those that end the transaction are not counted."""
    event = create_event(town, capacity=others + 1 + (case == "a seat"))
    for n in range(others):
        do(town, "owner", "town", AddMember(f"m{n}"))
        rsvp(town, f"m{n}", event)
    rsvp(town, "eve", event)
    if case == "a seat given up, to the next":
        rsvp(town, "ada", event)
    who, answer, statements = CASES[case]
    with capture_statements(town) as ran:
        rsvp(town, who, event, answer)
    # A second fact, of who moved up, goes with the first in one statement.
    assert len(ran) == statements, ran
