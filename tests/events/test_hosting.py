"""Invitations, co-hosts, and who sees an event that is not for everybody."""

from contextlib import closing
from typing import Any

import pytest

from commkit import SYSTEM, Command, Conflict, Denied, Kit, NotFound
from commkit.events import (
    AddCohost,
    CancelEvent,
    CohostAdded,
    CohostRemoved,
    EditEvent,
    EventAccess,
    InviteToEvent,
    ListAttendees,
    ListMyEvents,
    ListOccurrences,
    ListUpcomingEvents,
    MembersInvitedToEvent,
    ReadEvent,
    ReadEventMetrics,
    ReadEventSchedule,
    ReadOccurrence,
    RemoveCohost,
    Rsvp,
    RsvpStatus,
)
from commkit.members import JoinCommunity, LeaveCommunity
from commkit.runtime.storage.pages import encode_cursor
from commkit.testing.clock import ManualClock
from tests.events.gatherings import NOON, look, member, occurrences, plan, rsvp, told_to
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
from tests.sample import create_community, new_kit


def test_an_event_for_those_invited_is_not_there_for_others(either: Kit) -> None:
    event = plan(either, access=EventAccess.INVITED)
    facts = emitted_facts(either, "ada", "town", InviteToEvent(event.id, (member(either, "bob"),)))
    assert facts == [MembersInvitedToEvent(event=event.id, members=(member(either, "bob"),))]
    for who in ("ada", "bob", "owner", SYSTEM):
        assert ask(either, who, "town", ReadEvent(event.id)).id == event.id
        assert len(ask(either, who, "town", ListUpcomingEvents()).items) == 1
    assert look(either, event, "bob").my_status is RsvpStatus.INVITED
    assert [o.id for o in ask(either, "bob", "town", ListMyEvents()).items] == [event.first]
    for who in ("eve", None):
        assert ask(either, who, "town", ListUpcomingEvents()).items == ()
        queries: list[Any] = [ReadEvent(event.id), ReadEventSchedule(event.id), ListOccurrences(event.id)]
        queries += [ReadOccurrence(event.first), ReadEventMetrics(event.first)]
        for query in queries:
            with assert_refused(NotFound, "runtime.not_found"):
                ask(either, who, "town", query)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(either, "eve", "town", ListAttendees(event.first))
    for command in (Rsvp(event.first, "going"), CancelEvent(event.id), InviteToEvent(event.id, ())):
        with assert_unchanged(either), assert_refused(NotFound, "runtime.not_found"):
            do(either, "eve", "town", command)


def test_twice_invited_is_once_and_told_once(town: Kit) -> None:
    event = plan(town)
    wish = InviteToEvent(event.id, (member(town, "bob"), member(town, "bob"), member(town, "eve")))
    do(town, "ada", "town", wish)
    assert emitted_facts(town, "ada", "town", wish) == []
    town.worker().drain()
    assert told_to(town, "events.invited") == ["bob", "eve"]
    rsvp(town, "bob", event, "declined")
    assert look(town, event, "bob").my_status is RsvpStatus.DECLINED


def test_only_members_are_invited_and_not_too_many(town: Kit) -> None:
    event = plan(town)
    bob = member(town, "bob")
    do(town, "bob", "town", LeaveCommunity())
    with assert_unchanged(town), assert_refused(NotFound, "events.not_a_member"):
        do(town, "owner", "town", InviteToEvent(event.id, (bob,)))
    with assert_invalid(members="too_many"):
        do(town, "ada", "town", InviteToEvent(event.id, (bob,) * 201))


def test_a_cohost_does_what_a_host_does(either: Kit) -> None:
    event = plan(either, access=EventAccess.INVITED)
    bob = member(either, "bob")
    assert emitted_facts(either, "ada", "town", AddCohost(event.id, bob)) == [
        CohostAdded(event=event.id, member=bob)
    ]
    do(either, "bob", "town", EditEvent(event=event.id, version=1, title="Ours"))
    with assert_unchanged(either), assert_refused(Conflict, "events.already_cohost"):
        do(either, "ada", "town", AddCohost(event.id, bob))
    assert counts_hold(either) == []
    assert emitted_facts(either, "ada", "town", RemoveCohost(event.id, bob)) == [
        CohostRemoved(event=event.id, member=bob)
    ]
    with assert_unchanged(either), assert_refused(NotFound, "runtime.not_found"):
        do(either, "bob", "town", EditEvent(event=event.id, version=2, title="Mine"))
    with assert_unchanged(either), assert_refused(Conflict, "events.not_a_cohost"):
        do(either, "ada", "town", RemoveCohost(event.id, bob))
    assert counts_hold(either) == []


def test_an_open_event_is_still_not_everybodys_to_change(town: Kit) -> None:
    event = plan(town)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", AddCohost(event.id, member(town, "bob")))


def test_there_are_no_more_cohosts_than_may_be_however_many_are_added_at_once(kit: Kit) -> None:
    keys = [f"m{n}" for n in range(6)]
    create_community(kit, members=["ada", *keys], settings={"events": {"max_cohosts": 2}})
    event = plan(kit, starts="2100-01-08T18:00", ends="2100-01-08T20:00")
    ids = [member(kit, key) for key in keys]
    answers = run_concurrently(6, lambda n: do(kit, "ada", "town", AddCohost(event.id, ids[n])))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 4
    assert counts_hold(kit) == []


def test_a_thread_after_it_would_tell_of_it(town: Kit) -> None:
    with assert_invalid(follow_up="would_tell"):
        plan(town, access=EventAccess.INVITED, follow_up="question")
    with pytest.raises(NotFound):
        ask(town, "bob", "town", ReadEvent(member(town, "bob")))  # type: ignore[arg-type]  # the id of something else


@pytest.mark.parametrize("number", [2**31, 2**62, 2**64 - 1])
def test_a_made_up_cursor_of_the_waitlist_is_behind_all(either: Kit, number: int) -> None:
    event = plan(either, capacity=1)
    for who in ("bob", "eve"):
        rsvp(either, who, event)
    cursor = encode_cursor(number.to_bytes(8, "big"))
    page = ask(either, "bob", "town", ListAttendees(event.first, "waitlisted", after=cursor))
    assert page.items == ()


def test_who_left_and_came_back_keeps_what_they_answered_since(town: Kit) -> None:
    event = plan(town, capacity=1)
    rsvp(town, "bob", event)
    do(town, "bob", "town", LeaveCommunity())
    do(town, "bob", "town", JoinCommunity())
    rsvp(town, "bob", event, "maybe")
    rsvp(town, "bob", event)
    town.worker().drain()
    assert look(town, event, "bob").my_status is RsvpStatus.GOING
    assert counts_hold(town) == []


def test_who_leaves_holds_on_to_nothing_however_much_it_was(town: Kit) -> None:
    series = [plan(town, rule="FREQ=DAILY;COUNT=90") for _ in range(2)]
    for event in series:
        for occurrence in occurrences(town, event):
            rsvp(town, "bob", occurrence.id)
    do(town, "bob", "town", LeaveCommunity())
    town.worker().drain()
    assert {found.going for event in series for found in occurrences(town, event)} == {0}
    assert counts_hold(town) == []


def test_of_some_who_are_invited_at_once_each_is_told_once(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob", "eve", "joe"))
    event = plan(kit, access=EventAccess.INVITED)
    everybody = tuple(member(kit, key) for key in ("bob", "eve", "joe"))
    run_concurrently(
        6, lambda n: do(kit, "ada", "town", InviteToEvent(event.id, everybody[n % 3 :] + everybody))
    )
    kit.worker().drain()
    assert told_to(kit, "events.invited") == ["bob", "eve", "joe"]


def test_many_are_invited_and_much_is_cancelled_in_as_many_statements_as_one(sqlite_url: str) -> None:
    said: list[str] = []
    with closing(new_kit(sqlite_url, clock=ManualClock(NOON), observer=said.append)) as town:
        keys = [f"fan {n}" for n in range(20)]
        create_community(town, members=("ada", *keys))
        everybody = tuple(member(town, key) for key in keys)
        once, often = plan(town), plan(town, rule="FREQ=DAILY;COUNT=50")

        def cost(command: Command[Any]) -> int:
            said.clear()
            do(town, "ada", "town", command)
            return len(said)

        assert cost(InviteToEvent(once.id, everybody[:1])) == cost(InviteToEvent(once.id, everybody[1:]))
        assert cost(CancelEvent(once.id)) == cost(CancelEvent(often.id))
