"""Who gets a seat, who waits, who is next; and that it takes the same number of statements for everybody."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from commkit import Conflict, Denied, Kit, NotFound
from commkit.events import (
    EventCapacityChanged,
    ListAttendees,
    ReadOccurrence,
    Rsvp,
    RsvpChanged,
    RsvpStatus,
    SetEventCapacity,
    WaitlistPromoted,
)
from commkit.members import AddMember, LeaveCommunity, RestrictMember
from commkit.testing.clock import ManualClock
from tests.events.gatherings import in_days, look, member, occurrences, plan, rsvp, told_to
from tests.events.recounting import counts_hold
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
    event = plan(either, capacity=1)
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
    assert counts_hold(either) == []


def test_a_seat_that_comes_free_goes_to_who_waited_longest(either: Kit) -> None:
    event = plan(either, capacity=1)
    for who in ("bob", "eve", "joe"):
        rsvp(either, who, event)
    facts = emitted_facts(either, "bob", "town", Rsvp(event.first, "maybe"))
    assert facts[1] == WaitlistPromoted(occurrence=event.first, members=(member(either, "eve"),))
    assert look(either, event, "eve").my_status is RsvpStatus.GOING
    seen = look(either, event, "joe")
    assert (seen.my_status, seen.waitlist_position, seen.going, seen.waitlisted, seen.maybe) == (
        "waitlisted",
        2,
        1,
        1,
        1,
    )
    assert rsvp(either, "bob", event).waitlist_position == 3
    assert counts_hold(either) == []
    either.worker().drain()
    assert told_to(either, "events.waitlist_promoted") == ["eve"]


def test_the_result_tells_how_it_is_after_who_waited_moved_up(town: Kit) -> None:
    event = plan(town, capacity=1)
    rsvp(town, "bob", event)
    rsvp(town, "eve", event)
    after = rsvp(town, "bob", event, "declined")
    assert (after.going, after.waitlisted, after.declined, after.my_status) == (1, 0, 1, "declined")


def test_more_seats_go_to_those_who_wait(either: Kit) -> None:
    event = plan(either, capacity=1)
    for who in ("bob", "eve", "joe", "ada"):
        rsvp(either, who, event)
    facts = emitted_facts(either, "ada", "town", SetEventCapacity(event.id, 3))
    assert facts == [
        EventCapacityChanged(occurrence=event.first, capacity=3),
        WaitlistPromoted(occurrence=event.first, members=(member(either, "eve"), member(either, "joe"))),
    ]
    do(either, "ada", "town", SetEventCapacity(event.id, None))
    assert look(either, event, "ada").my_status is RsvpStatus.GOING
    assert counts_hold(either) == []


def test_fewer_seats_than_are_taken_are_refused(either: Kit) -> None:
    event = plan(either)
    rsvp(either, "bob", event)
    rsvp(either, "eve", event)
    with assert_unchanged(either), assert_refused(Conflict, "events.seats_taken"):
        do(either, "ada", "town", SetEventCapacity(event.id, 1))
    do(either, "ada", "town", SetEventCapacity(event.id, 2))
    assert rsvp(either, "joe", event).waitlist_position == 1


def test_one_occurrence_has_seats_of_its_own(town: Kit) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=3", capacity=1)
    first, second, third = occurrences(town, event)
    do(town, "ada", "town", SetEventCapacity(event.id, 5, occurrence=second.id))
    assert [o.capacity for o in occurrences(town, event)] == [1, 5, 1]
    for one in (first, second, third):
        rsvp(town, "bob", one.id)
    assert [rsvp(town, "eve", one.id).my_status for one in (first, second)] == ["waitlisted", "going"]
    other = plan(town)
    with assert_unchanged(town), assert_refused(NotFound, "events.not_found"):
        do(town, "ada", "town", SetEventCapacity(event.id, 5, occurrence=other.first))


def test_what_is_over_or_cancelled_is_not_answered(town: Kit, clock: ManualClock) -> None:
    event = plan(town)
    clock.advance(in_days(10))
    with assert_unchanged(town), assert_refused(Conflict, "events.already_ended"):
        rsvp(town, "bob", event)


@pytest.mark.parametrize("how", ["leave", "ban"])
def test_who_is_gone_keeps_no_seat(town: Kit, how: str) -> None:
    event = plan(town, capacity=1, rule="FREQ=WEEKLY;COUNT=3")
    first, second, _ = occurrences(town, event)
    for who in ("bob", "eve"):
        rsvp(town, who, first.id)
    rsvp(town, "bob", second.id, "maybe")
    bob = member(town, "bob")
    do(town, "bob", "town", LeaveCommunity()) if how == "leave" else do(
        town, "owner", "town", RestrictMember(bob, "banned", "Shouting.")
    )
    town.worker().drain()
    assert look(town, first.id, "eve").my_status is RsvpStatus.GOING
    assert look(town, second.id).maybe == 0
    assert counts_hold(town) == []


def test_the_same_member_at_once_has_one_answer(either: Kit) -> None:
    event = plan(either, capacity=2)
    run_concurrently(6, lambda _: do(either, "bob", "town", Rsvp(event.first, "going")))
    assert look(either, event).going == 1
    run_concurrently(
        6, lambda n: do(either, "bob", "town", Rsvp(event.first, ("declined", "maybe", "going")[n % 3]))
    )  # type: ignore[arg-type]
    assert counts_hold(either) == []


def test_answers_seats_and_capacity_at_once_keep_the_books(either: Kit) -> None:
    for n in range(12):
        do(either, "owner", "town", AddMember(f"m{n}"))
    event = plan(either, capacity=3)

    def work(n: int) -> Any:
        rsvp(either, f"m{n}", event)
        if n % 3 == 0:
            do(either, "ada", "town", SetEventCapacity(event.id, 5 + n))
        if n % 2 == 0:
            rsvp(either, f"m{n}", event, "declined")
        return None

    failures = [one for one in run_concurrently(12, work) if one is not None]
    assert {failure.code for failure in failures} <= {"events.seats_taken"}
    assert counts_hold(either) == []


def test_who_comes_is_told_to_members_page_by_page(town: Kit) -> None:
    event = plan(town, capacity=1)
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
    "a seat": ("bob", "going", 6),
    "a place on the waitlist": ("joe", "going", 6),
    "no": ("joe", "declined", 6),
    "a seat given up, to the next": ("eve", "declined", 8),
    "nothing new": ("eve", "going", 3),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("others", [0, 8])
def test_an_answer_takes_as_many_statements_whatever_the_size(
    town: Kit, case: str, others: int, capture_statements: Callable[[Kit], AbstractContextManager[list[str]]]
) -> None:
    """The look-up of the session is one; those that end the transaction are not counted."""
    event = plan(town, capacity=others + 1 + (case == "a seat"))
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
