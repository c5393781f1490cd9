"""Invitations, co-hosts, and who sees an event for invited members."""

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
from commkit.members import LeaveCommunity
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from tests.events.counters import wrong_counters
from tests.events.fixtures import NOON, create_event, member, notified, read_occurrence, rsvp
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


def test_an_event_for_invited_members_is_not_found_by_others(either: Kit) -> None:
    event = create_event(either, access=EventAccess.INVITED)
    facts = emitted_facts(either, "ada", "town", InviteToEvent(event.id, (member(either, "bob"),)))
    assert facts == [MembersInvitedToEvent(event=event.id, members=(member(either, "bob"),))]
    for who in ("ada", "bob", "owner", SYSTEM):
        assert ask(either, who, "town", ReadEvent(event.id)).id == event.id
        assert len(ask(either, who, "town", ListUpcomingEvents()).items) == 1
    assert read_occurrence(either, event, "bob").my_status is RsvpStatus.INVITED
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


def test_a_repeated_invitation_changes_nothing(town: Kit) -> None:
    event = create_event(town)
    command = InviteToEvent(event.id, (member(town, "bob"), member(town, "bob"), member(town, "eve")))
    do(town, "ada", "town", command)
    assert emitted_facts(town, "ada", "town", command) == []
    town.worker().drain()
    assert notified(town, "events.invited") == ["bob", "eve"]
    rsvp(town, "bob", event, "declined")
    assert read_occurrence(town, event, "bob").my_status is RsvpStatus.DECLINED


def test_only_members_are_invited_and_not_too_many(town: Kit) -> None:
    event = create_event(town)
    bob = member(town, "bob")
    do(town, "bob", "town", LeaveCommunity())
    with assert_unchanged(town), assert_refused(NotFound, "events.not_a_member"):
        do(town, "owner", "town", InviteToEvent(event.id, (bob,)))
    with assert_invalid(members="too_many"):
        do(town, "ada", "town", InviteToEvent(event.id, (bob,) * 201))


def test_a_cohost_does_what_a_host_does(either: Kit) -> None:
    event = create_event(either, access=EventAccess.INVITED)
    bob = member(either, "bob")
    assert emitted_facts(either, "ada", "town", AddCohost(event.id, bob)) == [
        CohostAdded(event=event.id, member=bob)
    ]
    do(either, "bob", "town", EditEvent(event=event.id, version=1, title="Ours"))
    with assert_unchanged(either), assert_refused(Conflict, "events.already_cohost"):
        do(either, "ada", "town", AddCohost(event.id, bob))
    assert wrong_counters(either) == []
    assert emitted_facts(either, "ada", "town", RemoveCohost(event.id, bob)) == [
        CohostRemoved(event=event.id, member=bob)
    ]
    with assert_unchanged(either), assert_refused(NotFound, "runtime.not_found"):
        do(either, "bob", "town", EditEvent(event=event.id, version=2, title="Mine"))
    with assert_unchanged(either), assert_refused(Conflict, "events.not_a_cohost"):
        do(either, "ada", "town", RemoveCohost(event.id, bob))
    assert wrong_counters(either) == []


def test_a_member_cannot_change_the_open_event_of_another(town: Kit) -> None:
    event = create_event(town)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", AddCohost(event.id, member(town, "bob")))


def test_simultaneous_cohosts_never_exceed_the_limit(kit: Kit) -> None:
    keys = [f"m{n}" for n in range(6)]
    create_community(kit, members=["ada", *keys], settings={"events": {"max_cohosts": 2}})
    event = create_event(kit, local_start="2100-01-08T18:00", local_end="2100-01-08T20:00")
    ids = [member(kit, key) for key in keys]
    answers = run_concurrently(6, lambda n: do(kit, "ada", "town", AddCohost(event.id, ids[n])))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 4
    assert wrong_counters(kit) == []


def test_an_event_for_invited_members_has_no_follow_up(town: Kit) -> None:
    with assert_invalid(follow_up="would_disclose"):
        create_event(town, access=EventAccess.INVITED, follow_up="question")
    with pytest.raises(NotFound):
        ask(town, "bob", "town", ReadEvent(member(town, "bob")))  # type: ignore[arg-type]  # the id of something else


def test_simultaneous_invitations_notify_each_member_once(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob", "eve", "joe"))
    event = create_event(kit, access=EventAccess.INVITED)
    everybody = tuple(member(kit, key) for key in ("bob", "eve", "joe"))
    run_concurrently(
        6, lambda n: do(kit, "ada", "town", InviteToEvent(event.id, everybody[n % 3 :] + everybody))
    )
    kit.worker().drain()
    assert notified(kit, "events.invited") == ["bob", "eve", "joe"]


def test_inviting_and_cancelling_many_takes_a_constant_number_of_statements(sqlite_url: str) -> None:
    said: list[str] = []
    with closing(
        new_kit(sqlite_url, clock=ManualClock(NOON), observers=[StatementObserver(said.append)])
    ) as town:
        keys = [f"fan {n}" for n in range(20)]
        create_community(town, members=("ada", *keys))
        everybody = tuple(member(town, key) for key in keys)
        once, often = create_event(town), create_event(town, rrule="FREQ=DAILY;COUNT=50")

        def cost(command: Command[Any]) -> int:
            said.clear()
            do(town, "ada", "town", command)
            return len(said)

        assert cost(InviteToEvent(once.id, everybody[:1])) == cost(InviteToEvent(once.id, everybody[1:]))
        assert cost(CancelEvent(once.id)) == cost(CancelEvent(often.id))
