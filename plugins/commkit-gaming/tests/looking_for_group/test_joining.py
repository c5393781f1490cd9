"""How members come into parties: requests, places, taking out."""

from typing import Any

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.members import BlockLevel, BlockMember, LeaveCommunity, RestrictMember
from commkit_gaming import (
    LADDER,
    AcceptPartyRequest,
    AskToJoinParty,
    DeclinePartyRequest,
    LeaveParty,
    ListPartyMembers,
    ListPartyRequests,
    ReadMyParties,
    ReadParty,
    RemoveFromParty,
    SuggestPartyMembers,
)
from commkit_ladders import OpenLadder

Town = Any


def test_a_request_is_read_and_accepted_by_the_owner(town: Town) -> None:
    party = town.party()
    asked = town.do("bob", AskToJoinParty(party.id, "tank", "I have a shield."))
    assert ("gaming.party_request", party.id) in town.inbox("ada")
    for name in ("ada", "bob"):
        assert town.ask(name, ListPartyRequests(party.id)) == (asked,)
    for name in ("cid", "stew"):
        assert town.ask(name, ListPartyRequests(party.id)) == ()
        with town.refused("runtime.not_found", NotFound):
            town.do(name, AcceptPartyRequest(asked.id))
    with town.refused("gaming.not_party_owner", Denied):
        town.do("bob", AcceptPartyRequest(asked.id))
    made = town.do("ada", AcceptPartyRequest(asked.id))
    assert (made.member, made.role) == (town.member("bob"), "tank")
    assert ("gaming.party_entered", party.id) in town.inbox("bob")
    with town.refused("runtime.not_found", NotFound):
        town.do("ada", AcceptPartyRequest(asked.id))
    with town.refused("gaming.in_party", Conflict):
        town.do("bob", AskToJoinParty(party.id, "flexible"))


def test_asked_again_the_role_and_the_text_are_others(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    first = town.do("bob", AskToJoinParty(party.id, "tank"))
    second = town.do("bob", AskToJoinParty(party.id, "flexible", "Or so."))
    assert (second.id, second.role, second.text) == (first.id, "flexible", "Or so.")
    assert town.ask("bob", ReadMyParties()).requests == (second,)
    assert len(town.inbox("ada")) == 1
    with town.refused("runtime.invalid", Invalid):
        town.do("bob", AskToJoinParty(party.id, "healer"))


def test_a_request_is_declined_or_taken_back(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    asked = town.do("bob", AskToJoinParty(party.id, "tank"))
    town.do("cid", AskToJoinParty(party.id, "tank"))
    town.do("ada", DeclinePartyRequest(asked.id))
    assert town.inbox("bob") == [("gaming.party_declined", party.id)]
    town.do("cid", LeaveParty(party.id))
    assert town.ask("ada", ListPartyRequests(party.id)) == ()


def test_what_waits_goes_with_who_leaves_or_is_banned(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "dan")
    for name in ("bob", "cid"):
        town.do(name, AskToJoinParty(party.id, "tank"))
    town.do("bob", LeaveCommunity())
    for name in ("cid", "dan"):
        town.do("stew", RestrictMember(town.member(name), "banned", reason="Cheats."))
    assert town.ask("ada", ListPartyRequests(party.id)) == ()
    assert town.inside(party) == ["ada"]


def test_places_are_of_roles_and_free_again_for_others(town: Town) -> None:
    party = town.party()
    asked = {name: town.do(name, AskToJoinParty(party.id, "tank")) for name in ("bob", "cid")}
    town.do("ada", AcceptPartyRequest(asked["bob"].id))
    with town.refused("gaming.no_free_place", Conflict):
        town.do("ada", AcceptPartyRequest(asked["cid"].id))
    with town.refused("gaming.no_free_place", Conflict):
        town.do("dan", AskToJoinParty(party.id, "tank"))
    assert town.ask("dan", ReadParty(party.id)).party.filled_at is None
    town.do("cid", AskToJoinParty(party.id, "flexible"))
    assert town.emitted("ada", AcceptPartyRequest(asked["cid"].id)) == [
        "gaming.party_entered",
        "gaming.party_filled",
    ]
    assert town.ask("dan", ReadParty(party.id)).party.filled_at == town.clock()
    town.do("ada", RemoveFromParty(party.id, town.member("bob")))
    assert ("gaming.party_left", party.id) in town.inbox("bob")
    town.do("dan", AskToJoinParty(party.id, "tank"))
    with town.refused("gaming.is_owner", Conflict):
        town.do("ada", RemoveFromParty(party.id, town.member("ada")))


def test_who_blocks_somebody_who_came_in_meanwhile_is_not_let_in(town: Town) -> None:
    party = town.party()
    asked = town.do("bob", AskToJoinParty(party.id, "tank"))
    town.bring(party, "cid")
    assert town.ask("ada", ListPartyRequests(party.id)) == (asked,)
    town.do("cid", BlockMember(town.member("bob")))
    assert town.ask("ada", ListPartyRequests(party.id)) == ()
    with town.refused("runtime.not_found", NotFound):
        town.do("ada", AcceptPartyRequest(asked.id))
    assert town.inside(party) == ["ada", "cid"]


def test_a_muted_member_may_join(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.do("ada", BlockMember(town.member("bob"), level=BlockLevel.MUTE))
    town.bring(party, "bob")


def test_those_who_ask_are_suggested_in_the_order_of_time_where_no_skill_is_known(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    for name, role in (("bob", "tank"), ("cid", "tank"), ("dan", "flexible")):
        town.do(name, AskToJoinParty(party.id, role))
    assert set(town.ask("ada", SuggestPartyMembers(party.id))) == {town.member("bob"), town.member("dan")}
    with town.refused("gaming.not_party_owner", Denied):
        town.ask("bob", SuggestPartyMembers(party.id))


def test_what_is_answered_to_a_check_is_told_inside_alone(sqlite_town: Town) -> None:
    town = sqlite_town
    party = town.party()
    town.bring(party, "bob")
    assert len(town.ask("cid", ListPartyMembers(party.id))) == 2
