"""Parties: posted, listed, handed over, closed, expired; hidden from whom somebody in them blocks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.members import BlockMember, LeaveCommunity
from commkit.privacy import ErasePerson
from commkit_gaming import (
    AskToJoinParty,
    CloseParty,
    HandOverParty,
    LeaveParty,
    ListParties,
    ListPartyMembers,
    PartyLevel,
    PartySettings,
    PartyState,
    ReadMyParties,
    ReadParty,
)

Town = Any


def listed(town: Town, name: str, **filters: Any) -> list[Any]:
    return [each.party.id for each in town.ask(name, ListParties(**filters)).items]


def explained(town: Town, name: str, party: Any) -> Any:
    return town.ask(name, ExplainDecision(town.member(name), "gaming.join_parties", party, record="Party"))


def test_who_posts_a_party_is_in_it(town: Town) -> None:
    party = town.party(language="pt-BR")
    found = town.ask("bob", ReadParty(party.id))
    assert found.party == party
    assert party.language == "pt-br"
    assert [(each.role, each.places, each.taken) for each in found.slots] == [
        ("flexible", 2, 1),
        ("tank", 1, 0),
    ]
    assert found.free == 2
    assert town.inside(party) == ["ada"]
    (mine,) = town.ask("ada", ReadMyParties()).memberships
    assert mine.party == party.id
    with pytest.raises(Denied):
        town.ask(None, ReadParty(party.id))


@pytest.mark.parametrize(
    "wrong",
    [
        {"game": "Chess"},
        {"platform": "abacus"},
        {"language": "english!"},
        {"slots": {"singer": 2}, "role": "singer"},
        {"slots": {"tank": 2}},
        {"slots": {"flexible": 1}},
        {"slots": {"flexible": 2, "tank": 0}},
        {"slots": {"flexible": 41}},
        {"lasts": timedelta(minutes=9)},
        {"lasts": timedelta(days=15)},
    ],
)
def test_what_does_not_fit_is_refused(sqlite_town: Town, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        sqlite_town.party(**wrong)


def test_parties_are_found_by_what_they_look_for(town: Town) -> None:
    raid = town.party(level=PartyLevel.EXPERT)
    quiz = town.party(platform="mobile", language="de", slots={"flexible": 3})
    assert listed(town, "bob") == [quiz.id, raid.id]
    assert listed(town, "bob", role="tank") == [raid.id]
    assert listed(town, "bob", platform="mobile") == [quiz.id]
    assert listed(town, "bob", language="DE") == [quiz.id]
    assert listed(town, "bob", game="Go", level=PartyLevel.BEGINNER) == [quiz.id]
    assert listed(town, "bob", level=PartyLevel.EXPERT) == [quiz.id, raid.id]
    town.bring(raid, "bob", role="tank")
    assert listed(town, "cid", role="tank") == []
    first = town.ask("bob", ListParties(limit=1))
    assert [each.party.id for each in town.ask("bob", ListParties(limit=1, after=first.next)).items] == [
        raid.id
    ]
    with pytest.raises(Invalid):
        town.ask("bob", ListParties(limit=1, after=first.next, role="tank"))


def test_one_has_as_many_open_parties_as_the_community_says(sqlite_town: Town) -> None:
    town = sqlite_town
    town.do("owner", UpdateSettings("gaming.looking_for_group", {"most_open": 1}))
    party = town.party()
    with town.refused("gaming.too_many_parties", Conflict):
        town.party()
    town.do("ada", CloseParty(party.id))
    town.party()


def test_a_party_expires(town: Town) -> None:
    party = town.party(lasts=timedelta(hours=1))
    town.do("bob", AskToJoinParty(party.id, "tank"))
    town.pass_time(minutes=59)
    assert town.ask("bob", ReadParty(party.id)).party.state is PartyState.OPEN
    town.pass_time(minutes=1)
    assert town.ask("bob", ReadParty(party.id)).party.state is PartyState.EXPIRED
    assert listed(town, "bob") == []
    assert town.ask("bob", ReadMyParties()).requests == ()
    with town.refused("gaming.party_not_open", Conflict):
        town.do("bob", AskToJoinParty(party.id, "tank"))


def test_a_party_is_closed_by_its_owner_and_by_stewards(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "bob")
    with town.refused("gaming.not_party_owner", Denied):
        town.do("bob", CloseParty(party.id))
    assert town.do("stew", CloseParty(party.id)).state is PartyState.CLOSED
    for name in ("ada", "bob"):
        assert ("gaming.party_closed", party.id) in town.inbox(name)
    with town.refused("gaming.party_over", Conflict):
        town.do("ada", CloseParty(party.id))


def test_a_party_is_handed_over(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "bob")
    with town.refused("gaming.not_in_party", NotFound):
        town.do("ada", HandOverParty(party.id, town.member("cid")))
    assert town.do("ada", HandOverParty(party.id, town.member("bob"))).owner == town.member("bob")
    assert ("gaming.party_handed_over", party.id) in town.inbox("bob")
    with town.refused("gaming.not_party_owner", Denied):
        town.do("ada", HandOverParty(party.id, town.member("ada")))


@pytest.mark.parametrize("way", ["leaves", "goes", "is erased"])
def test_of_an_owner_who_is_gone_the_next_one_owns_it_and_with_the_last_it_is_closed(
    town: Town, way: str
) -> None:
    def go(name: str) -> None:
        if way == "leaves":
            town.do(name, LeaveParty(party.id))
        elif way == "goes":
            town.do(name, LeaveCommunity())
        else:
            _erase(town, name)

    party = town.party()
    town.bring(party, "bob")
    town.bring(party, "dan", role="tank")
    go("ada")
    found = town.ask("cid", ReadParty(party.id))
    assert (found.party.owner, found.party.state) == (town.member("bob"), PartyState.OPEN)
    assert town.inside(party) == ["bob", "dan"]
    assert found.free == 1
    go("bob")
    go("dan")
    found = town.ask("cid", ReadParty(party.id))
    assert (found.party.state, found.free) == (PartyState.CLOSED, 3)


def _erase(town: Town, name: str) -> None:
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson(name))


@pytest.mark.parametrize(("who", "whom"), [("bob", "ada"), ("ada", "bob"), ("bob", "cid"), ("cid", "bob")])
def test_a_party_is_not_there_for_who_blocks_or_is_blocked_in_it(town: Town, who: str, whom: str) -> None:
    party = town.party()
    town.bring(party, "cid")
    town.do(who, BlockMember(town.member(whom)))
    assert listed(town, "bob") == []
    for asked in (ReadParty(party.id), ListPartyMembers(party.id)):
        with town.refused("runtime.not_found", NotFound):
            town.ask("bob", asked)
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", AskToJoinParty(party.id, "tank"))
    told, of_none = explained(town, "bob", party.id), explained(town, "bob", uuid4())
    assert told.steps == of_none.steps, "it is told as if there was none"
    assert listed(town, "ada") == listed(town, "cid") == listed(town, "dan") == [party.id]


def test_who_blocks_a_team_mate_stays_and_neither_comes_back(town: Town) -> None:
    party = town.party()
    town.bring(party, "bob")
    town.do("bob", BlockMember(town.member("ada")))
    assert town.inside(party) == ["ada", "bob"]
    assert listed(town, "ada") == listed(town, "bob") == [party.id]
    town.do("bob", LeaveParty(party.id))
    assert listed(town, "bob") == []


def test_it_is_explained_why_one_may_not_join(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party(slots={"flexible": 2})

    def steps() -> dict[str, bool]:
        told = explained(town, "cid", party.id).steps
        return {each.rule: each.outcome is RuleOutcome.YES for each in told}

    before = steps()
    assert before["a free place"]
    town.bring(party, "bob")
    after = steps()
    assert [name for name in after if before.get(name) != after[name]] == ["a free place"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: PartySettings(roles=()),
        lambda: PartySettings(roles=("tank", "tank")),
        lambda: PartySettings(platforms=("x" * 41,)),
        lambda: PartySettings(most_open=0),
        lambda: PartySettings(largest=101),
        lambda: PartySettings(most_no_shows=-1),
        lambda: PartySettings(longest=timedelta(days=31)),
        lambda: PartySettings(no_show_lapses=timedelta(hours=1)),
        lambda: PartySettings(dispute_within=timedelta(days=91)),
    ],
)
def test_settings_that_do_not_fit_are_refused(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        wrong()
    assert caught.value.code == "gaming.bad_settings"
