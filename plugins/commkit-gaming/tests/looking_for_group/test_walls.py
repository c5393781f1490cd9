"""A party in a hall is for the guild; what members have in parties is exported and goes with them."""

from typing import Any

import pytest

from commkit import SYSTEM, Denied, NotFound
from commkit.events import ReadEvent
from commkit.notifications import ListInbox
from commkit.privacy import ErasePerson, ExportPerson
from commkit_gaming import (
    AnswerReadyCheck,
    AskToJoinParty,
    CallReadyCheck,
    DisputeNoShow,
    ListParties,
    ListPartyRequests,
    NoteNoShow,
    ReadMyNoShows,
    ReadParty,
    SetMyAvailability,
)

Town = Any


def told(town: Town, name: str, *ids: Any) -> Any:
    """What somebody outside learns."""
    town.kit.worker().drain()
    return town.ask(name, ListParties()), town.ask(name, ListInbox()).items


@pytest.mark.parametrize("name", ["cid", "org"])
def test_a_party_in_a_hall_tells_nobody_outside(town: Town, name: str) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    before = told(town, name)
    party = town.party(space=guild.hall, slots={"flexible": 2})
    assert [each.party.id for each in town.ask("bob", ListParties()).items] == [party.id]
    town.bring(party, "bob")
    town.do("ada", CallReadyCheck(party.id))
    town.do("bob", AnswerReadyCheck(party.id, ready=True))
    assert told(town, name) == before
    for asked in (ReadParty(party.id), ListPartyRequests(party.id)):
        with town.refused("runtime.not_found", NotFound):
            town.ask(name, asked)
    with town.refused("runtime.not_found", NotFound):
        town.do(name, AskToJoinParty(party.id, "flexible"))
    held = town.ask("bob", ReadParty(party.id)).party.event
    assert town.ask("bob", ReadEvent(held)).audience == party.audience
    with pytest.raises(NotFound):
        town.ask(name, ReadEvent(held))


def test_control_a_party_outside_of_the_hall_is_read(sqlite_town: Town) -> None:
    town = sqlite_town
    before = told(town, "cid")
    town.party()
    assert told(town, "cid") != before


def test_who_does_not_see_the_hall_posts_nothing_there(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    with pytest.raises((Denied, NotFound)):
        town.party("cid", space=guild.hall)


def test_what_a_member_has_in_parties_is_exported_and_erased(town: Town) -> None:
    party = town.party(slots={"flexible": 2})
    town.bring(party, "bob")
    town.do("ada", CallReadyCheck(party.id))
    town.do("bob", AnswerReadyCheck(party.id, ready=True))
    town.do("ada", NoteNoShow(party.id, town.member("bob")))
    (no_show,) = town.ask("bob", ReadMyNoShows()).noted
    town.do("bob", DisputeNoShow(no_show.id, "My songbird was ill."))
    town.do("bob", SetMyAvailability("Pacific/Apia", ("mon-10:00/mon-11:00",)))
    other = town.party("cid", text="The text of a songbird.")
    town.do("bob", AskToJoinParty(other.id, "tank", "I sing like a songbird."))
    own = town.party("bob", text="Songbirds wanted.")
    bob = town.member("bob")
    with town.kit.session("bob", read_only=True) as lobby:
        exported = str(lobby.ask(ExportPerson("bob")))
    for text in ("My songbird was ill.", "Pacific/Apia", "I sing like a songbird.", "Songbirds wanted."):
        assert text in exported
    with town.kit.session("ada", read_only=True) as lobby:
        assert "My songbird was ill." not in str(lobby.ask(ExportPerson("ada")))
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert town.ask("cid", ListPartyRequests(other.id)) == ()
    assert town.inside(party) == ["ada"]
    assert str(bob) not in str(town.ask("cid", ListParties()))
    closed = town.ask("cid", ReadParty(own.id)).party
    assert (closed.state.value, closed.text) == ("closed", "")


def test_what_a_party_says_stays_of_who_posted_it(town: Town) -> None:
    party = town.party(text="My songbird's number.")
    town.bring(party, "bob")
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    found = town.ask("bob", ReadParty(party.id)).party
    assert found.owner == town.member("bob")
    assert "songbird" not in found.title + found.text
    with town.kit.session("bob", read_only=True) as lobby:
        assert "songbird" not in str(lobby.ask(ExportPerson("bob")))
