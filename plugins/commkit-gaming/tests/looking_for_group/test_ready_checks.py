"""Ready checks: called, answered, over; and a party whose members are all ready becomes a private event."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.events import EventAccess, ListAttendees, ListUpcomingEvents, ReadEvent, ReadOccurrence
from commkit.members import RestrictMember
from commkit_gaming import (
    AnswerReadyCheck,
    AskToJoinParty,
    CallReadyCheck,
    LeaveParty,
    ListPartyMembers,
    ListPartyRequests,
    PartyState,
    ReadParty,
    ReadyAnswer,
    RemoveFromParty,
    SetMyAvailability,
)

Town = Any


def ready(town: Town, *names: str, **call: Any) -> Any:
    """A party of ada with these members, all of whom are ready."""
    party = town.party(slots={"flexible": 1 + len(names)})
    town.bring(party, *names)
    town.do("ada", CallReadyCheck(party.id, **call))
    for name in names:
        town.do(name, AnswerReadyCheck(party.id, ready=True))
    return party


def now(town: Town, party: Any) -> Any:
    return town.ask("ada", ReadParty(party.id)).party


def attendees(town: Town, event: Any) -> set[Any]:
    return {each.member for each in town.ask("ada", ListAttendees(event, limit=100)).items}


def test_a_ready_party_becomes_an_event_that_its_members_attend_and_nobody_else_sees(town: Town) -> None:
    at = town.after(days=2)
    party = ready(town, "bob", "cid", starts_at=at, plays=timedelta(hours=3))
    found = now(town, party)
    assert (found.state, found.event) == (PartyState.READY, None)
    town.work()
    event = now(town, party).event
    assert attendees(town, event) == {town.member(name) for name in ("ada", "bob", "cid")}
    held, occurrence = town.ask("bob", ReadEvent(event)), town.ask("bob", ReadOccurrence(event))
    assert (held.title, held.host, held.access, held.capacity) == (
        "Raid",
        town.member("ada"),
        EventAccess.INVITED,
        3,
    )
    assert (occurrence.starts_at, occurrence.ends_at) == (at, at + timedelta(hours=3))
    with pytest.raises(NotFound):
        town.ask("dan", ReadEvent(event))
    assert town.ask("dan", ListUpcomingEvents()).items == ()
    for name in ("bob", "cid"):
        assert {("gaming.ready_check_called", party.id), ("gaming.party_event", party.id)} <= set(
            town.inbox(name)
        )


def test_the_event_is_on_the_clocks_of_the_owner_where_they_say_it(sqlite_town: Town) -> None:
    town = sqlite_town
    town.do("ada", SetMyAvailability("Europe/Vienna", ("mon-00:00/tue-00:00",)))
    town.clock.now = datetime(2026, 10, 20, tzinfo=UTC)
    plain = ready(town, "bob", starts_at=datetime(2026, 10, 24, 18, tzinfo=UTC))
    twice = ready(town, "bob", starts_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    town.work()
    first, second = (town.ask("ada", ReadEvent(now(town, party).event)) for party in (plain, twice))
    assert (first.time_zone, first.local_start) == ("Europe/Vienna", "2026-10-24T20:00:00")
    assert (second.time_zone, second.local_start) == ("UTC", "2026-10-25T01:30:00")


def test_who_plays_at_once_begins_with_the_next_minute(sqlite_town: Town) -> None:
    town = sqlite_town
    party = ready(town, "bob")
    town.work()
    occurrence = town.ask("ada", ReadOccurrence(now(town, party).event))
    assert occurrence.starts_at == town.after(minutes=1)
    assert occurrence.ends_at == town.after(minutes=121)


def test_who_may_attend_no_more_keeps_nobody_else_from_it(town: Town) -> None:
    party = ready(town, "bob", "cid")
    town.do("stew", RestrictMember(town.member("bob"), "silenced", reason="Shouts."))
    report = town.kit.worker().drain()
    assert report.parked == 0
    assert attendees(town, now(town, party).event) == {town.member("ada"), town.member("cid")}


def test_while_a_check_runs_nobody_is_let_in_and_a_ready_party_has_no_requests(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "bob")
    asked = town.do("cid", AskToJoinParty(party.id, "tank"))
    town.do("ada", CallReadyCheck(party.id))
    with town.refused("gaming.ready_check_runs", Conflict):
        town.bring(party, "cid", role="tank")
    with town.refused("gaming.ready_check_runs", Conflict):
        town.do("ada", CallReadyCheck(party.id))
    assert town.ask("ada", ListPartyRequests(party.id)) == (asked,)
    town.do("bob", AnswerReadyCheck(party.id, ready=True))
    assert town.ask("ada", ListPartyRequests(party.id)) == ()
    with town.refused("gaming.no_ready_check", Conflict):
        town.do("bob", AnswerReadyCheck(party.id, ready=True))


def test_who_is_not_ready_ends_the_check(town: Town) -> None:
    party = town.party()
    town.bring(party, "bob")
    town.do("ada", CallReadyCheck(party.id))
    assert {each.answer for each in town.ask("cid", ListPartyMembers(party.id))} == {ReadyAnswer.NONE}
    found = town.do("bob", AnswerReadyCheck(party.id, ready=False))
    assert (found.state, found.ready_by) == (PartyState.OPEN, None)
    assert [each.answer for each in town.ask("bob", ListPartyMembers(party.id))] == [
        ReadyAnswer.READY,
        ReadyAnswer.NOT_READY,
    ]
    assert ("gaming.ready_check_ended", party.id) in town.inbox("ada")
    town.do("ada", CallReadyCheck(party.id))
    assert town.do("bob", AnswerReadyCheck(party.id, ready=True)).state is PartyState.READY


def test_a_check_ends_with_its_time_and_an_old_end_ends_no_new_one(town: Town) -> None:
    party = town.party(lasts=timedelta(hours=1))
    town.bring(party, "bob")
    town.do("ada", CallReadyCheck(party.id, answer_within=timedelta(minutes=5)))
    town.do("bob", AnswerReadyCheck(party.id, ready=False))
    town.do("ada", CallReadyCheck(party.id, answer_within=timedelta(minutes=70)))
    town.pass_time(minutes=5)
    assert now(town, party).ready_by is not None
    town.pass_time(minutes=60)
    assert now(town, party).state is PartyState.OPEN, "it does not expire while a check runs"
    town.pass_time(minutes=5)
    found = now(town, party)
    assert (found.state, found.ready_by) == (PartyState.EXPIRED, None)
    with town.refused("gaming.no_ready_check", Conflict):
        town.do("bob", AnswerReadyCheck(party.id, ready=True))


@pytest.mark.parametrize("way", ["leaves", "is taken out"])
def test_who_goes_ends_the_check(sqlite_town: Town, way: str) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "bob")
    town.do("ada", CallReadyCheck(party.id))
    if way == "leaves":
        town.do("bob", LeaveParty(party.id))
    else:
        town.do("ada", RemoveFromParty(party.id, town.member("bob")))
    assert now(town, party).ready_by is None


def test_a_check_is_called_by_the_owner_in_time_and_not_alone(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    with town.refused("gaming.alone_in_party", Conflict):
        town.do("ada", CallReadyCheck(party.id))
    town.bring(party, "bob")
    with town.refused("gaming.not_party_owner", Denied):
        town.do("bob", CallReadyCheck(party.id))
    with town.refused("gaming.no_ready_check", Conflict):
        town.do("bob", AnswerReadyCheck(party.id, ready=True))
    with town.refused("gaming.not_in_party", NotFound):
        town.do("cid", AnswerReadyCheck(party.id, ready=True))
    faults: list[dict[str, Any]] = [
        {"starts_at": town.after(minutes=-1)},
        {"starts_at": town.after(days=61)},
        {"starts_at": town.after(minutes=5)},
        {"plays": timedelta(minutes=9)},
        {"plays": timedelta(hours=25)},
        {"answer_within": timedelta(seconds=59)},
        {"answer_within": timedelta(days=8)},
    ]
    for wrong in faults:
        with pytest.raises(Invalid):
            town.do("ada", CallReadyCheck(party.id, **wrong))
