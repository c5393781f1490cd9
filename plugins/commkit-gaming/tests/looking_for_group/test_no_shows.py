"""No-shows: noted by the owner, read by the member and stewards alone, disputed, decided, lapsed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied, NotFound
from commkit.communities import UpdateSettings
from commkit_gaming import (
    AnswerReadyCheck,
    AskToJoinParty,
    CallReadyCheck,
    DecideNoShow,
    DisputeNoShow,
    HandOverParty,
    ListDisputedNoShows,
    NoShowState,
    NoteNoShow,
    ReadMyNoShows,
    ReadNoShows,
    TakeBackNoShow,
)
from commkit_gaming.looking_for_group.no_shows.policy import free_again_at

Town = Any


def held(town: Town, by: str = "ada", who: str = "bob") -> Any:
    """A party that begins now; it is closed to nobody by limits on parties."""
    party = town.party(by)
    town.bring(party, who, owner=by)
    town.do(by, CallReadyCheck(party.id))
    town.do(who, AnswerReadyCheck(party.id, ready=True))
    return party


def noted(town: Town, by: str = "ada", who: str = "bob") -> Any:
    party = held(town, by, who)
    town.do(by, NoteNoShow(party.id, town.member(who)))
    return party


def counting(town: Town, who: str = "bob") -> int:
    return town.ask(who, ReadMyNoShows()).counting


def test_a_no_show_is_for_the_member_and_stewards_alone(town: Town) -> None:
    party = noted(town)
    town.do("ada", NoteNoShow(party.id, town.member("bob")))
    mine = town.ask("bob", ReadMyNoShows())
    (no_show,) = mine.noted
    assert (mine.counting, mine.limit, mine.free_again_at) == (1, 3, None)
    assert (no_show.party, no_show.state) == (party.id, NoShowState.NOTED)
    assert ("gaming.no_show_noted", party.id) in town.inbox("bob")
    assert town.ask("stew", ReadNoShows(town.member("bob"))) == mine
    for name in ("ada", "cid"):
        with pytest.raises(Denied):
            town.ask(name, ReadNoShows(town.member("bob")))
        with town.refused("runtime.not_found", NotFound):
            town.do(name, DisputeNoShow(no_show.id, "No."))


def test_who_does_not_come_too_often_asks_for_no_place_until_it_lapses(town: Town) -> None:
    town.do("owner", UpdateSettings("gaming.looking_for_group", {"most_no_shows": 2}))
    noted(town)
    town.pass_time(days=1)
    noted(town, by="ada")
    assert counting(town) == 1, "those of one owner count once"
    town.pass_time(days=1)
    noted(town, by="cid")
    assert counting(town) == 2
    party = town.party("dan")
    with town.refused("gaming.too_many_no_shows", Conflict):
        town.do("bob", AskToJoinParty(party.id, "tank"))
    free = town.ask("bob", ReadMyNoShows()).free_again_at
    assert free == datetime(2026, 3, 3, 9, 0, tzinfo=UTC) + timedelta(days=90)
    town.clock.now = free
    party = town.party("dan")
    town.do("bob", AskToJoinParty(party.id, "tank"))


def test_a_dispute_does_not_count_until_stewards_decide(town: Town) -> None:
    noted(town)
    (no_show,) = town.ask("bob", ReadMyNoShows()).noted
    assert town.do("bob", DisputeNoShow(no_show.id, "I was there.")).state is NoShowState.DISPUTED
    assert counting(town) == 0
    (waiting,) = town.ask("stew", ListDisputedNoShows()).items
    assert waiting.dispute == "I was there."
    with town.refused("gaming.disputed_already", Conflict):
        town.do("bob", DisputeNoShow(no_show.id, "Really."))
    with pytest.raises(Denied):
        town.do("bob", DecideNoShow(no_show.id, forgiven=True))
    town.do("stew", DecideNoShow(no_show.id, forgiven=False))
    assert (counting(town), town.ask("stew", ListDisputedNoShows()).items) == (1, ())
    assert ("gaming.no_show_decided", no_show.party) in town.inbox("bob")
    town.do("stew", DecideNoShow(no_show.id, forgiven=True))
    assert counting(town) == 0


def test_a_dispute_comes_in_time_and_a_steward_does_not_decide_in_their_own_cause(sqlite_town: Town) -> None:
    town = sqlite_town
    noted(town, by="stew")
    (no_show,) = town.ask("bob", ReadMyNoShows()).noted
    with town.refused("gaming.own_cause", Denied):
        town.do("stew", DecideNoShow(no_show.id, forgiven=True))
    with town.refused("gaming.no_show_of_another", Denied):
        town.do("sten", DisputeNoShow(no_show.id, "Hm."))
    town.pass_time(days=14, seconds=1)
    with town.refused("gaming.dispute_too_late", Conflict):
        town.do("bob", DisputeNoShow(no_show.id, "I was there."))


def test_what_was_noted_is_taken_back_until_it_is_decided(sqlite_town: Town) -> None:
    town = sqlite_town
    party = noted(town)
    bob = town.member("bob")
    with town.refused("gaming.not_party_owner", Denied):
        town.do("bob", TakeBackNoShow(party.id, bob))
    assert town.do("ada", TakeBackNoShow(party.id, bob))
    assert not town.do("ada", TakeBackNoShow(party.id, bob))
    assert counting(town) == 0
    town.do("ada", NoteNoShow(party.id, bob))
    (no_show,) = town.ask("bob", ReadMyNoShows()).noted
    town.do("stew", DecideNoShow(no_show.id, forgiven=False))
    assert not town.do("ada", TakeBackNoShow(party.id, bob))


def test_who_was_not_ready_or_has_not_begun_is_not_noted(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "bob")
    bob = town.member("bob")
    with town.refused("gaming.no_time_of_no_shows", Conflict):
        town.do("ada", NoteNoShow(party.id, bob))
    town.do("ada", CallReadyCheck(party.id, starts_at=town.after(hours=2)))
    town.do("bob", AnswerReadyCheck(party.id, ready=True))
    with town.refused("gaming.no_time_of_no_shows", Conflict):
        town.do("ada", NoteNoShow(party.id, bob))
    town.pass_time(hours=2)
    with town.refused("gaming.not_party_owner", Denied):
        town.do("bob", NoteNoShow(party.id, town.member("ada")))
    with town.refused("gaming.own_no_show", Conflict):
        town.do("ada", NoteNoShow(party.id, town.member("ada")))
    with town.refused("gaming.not_in_party", NotFound):
        town.do("ada", NoteNoShow(party.id, town.member("cid")))
    town.pass_time(days=7)
    with town.refused("gaming.no_time_of_no_shows", Conflict):
        town.do("ada", NoteNoShow(party.id, bob))


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(
    ages=st.lists(st.integers(0, 89), max_size=8),
    most=st.integers(0, 5),
)
def test_one_may_ask_again_as_soon_as_fewer_count(ages: list[int], most: int) -> None:
    lapses = timedelta(days=90)
    noted_at = [NOON - timedelta(days=age) for age in ages]

    def count(at: datetime) -> int:
        return sum(each > at - lapses for each in noted_at)

    free = free_again_at(noted_at, most=most, lapses=lapses)
    if free is None:
        assert most == 0 or count(NOON) < most
    else:
        assert count(free) < most <= count(free - timedelta(seconds=1))


def test_the_next_owner_takes_back_no_no_show_of_their_own(town: Town) -> None:
    party = noted(town)
    town.do("ada", HandOverParty(party.id, town.member("bob")))
    assert town.do("bob", TakeBackNoShow(party.id, town.member("bob"))) is False
    assert counting(town) == 1
