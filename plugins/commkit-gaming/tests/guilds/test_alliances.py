"""Alliances: offered, accepted, ended; by leaders alone."""

from typing import Any

from commkit import Conflict, Denied, NotFound
from commkit_gaming import (
    AcceptGuildAlliance,
    DisbandGuild,
    EndGuildAlliance,
    ListGuildAlliances,
    OfferGuildAlliance,
)

Town = Any


def test_an_alliance_is_offered_accepted_and_ended(town: Town) -> None:
    owls, bats = town.guild(), town.guild("bob", "bat")
    town.enter(owls, "cid")
    town.work()
    offer = town.do("ada", OfferGuildAlliance(owls.id, bats.id))
    assert town.do("ada", OfferGuildAlliance(owls.id, bats.id)) == offer
    assert town.do("bob", OfferGuildAlliance(bats.id, owls.id)) == offer
    assert town.inbox("bob")[0] == ("gaming.guild_alliance_offered", owls.id)
    for name in ("ada", "bob"):
        assert town.ask(name, ListGuildAlliances((owls if name == "ada" else bats).id)) == (offer,)
    for name in (None, "cid", "dan", "stew"):
        assert town.ask(name, ListGuildAlliances(owls.id)) == ()
    made = town.do("bob", AcceptGuildAlliance(bats.id, owls.id))
    assert made.made_at == town.clock()
    assert town.do("bob", AcceptGuildAlliance(bats.id, owls.id)) == made
    assert town.inbox("ada")[0] == ("gaming.guild_alliance_made", bats.id)
    for guild in (owls, bats):
        assert town.ask(None, ListGuildAlliances(guild.id)) == (made,)
    assert town.do("ada", EndGuildAlliance(owls.id, bats.id)) is True
    assert town.do("ada", EndGuildAlliance(owls.id, bats.id)) is False
    assert town.inbox("bob")[0] == ("gaming.guild_alliance_ended", owls.id)
    assert town.ask("ada", ListGuildAlliances(owls.id)) == ()


def test_an_offer_is_declined_and_taken_back(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = town.guild(), town.guild("bob", "bat")
    for name, mine, other in (("bob", bats, owls), ("ada", owls, bats)):
        town.do("ada", OfferGuildAlliance(owls.id, bats.id))
        assert town.emitted(name, EndGuildAlliance(mine.id, other.id)) == ["gaming.guild_alliance_refused"]
    with town.refused("gaming.no_alliance_offer", NotFound):
        town.do("bob", AcceptGuildAlliance(bats.id, owls.id))


def test_nobody_accepts_their_own_offer_or_for_another_guild(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = town.guild(), town.guild("bob", "bat")
    town.do("ada", OfferGuildAlliance(owls.id, bats.id))
    with town.refused("gaming.no_alliance_offer", NotFound):
        town.do("ada", AcceptGuildAlliance(owls.id, bats.id))
    with town.refused("gaming.not_guild_leader", Denied):
        town.do("ada", AcceptGuildAlliance(bats.id, owls.id))
    with town.refused("gaming.no_ally", Conflict):
        town.do("ada", OfferGuildAlliance(owls.id, owls.id))


def test_with_a_guild_its_alliances_end(town: Town) -> None:
    owls, bats = town.guild(), town.guild("bob", "bat")
    town.do("ada", OfferGuildAlliance(owls.id, bats.id))
    town.do("bob", AcceptGuildAlliance(bats.id, owls.id))
    town.do("ada", DisbandGuild(owls.id))
    assert town.ask(None, ListGuildAlliances(bats.id)) == ()
    with town.refused("gaming.no_ally", Conflict):
        town.do("bob", OfferGuildAlliance(bats.id, owls.id))


def test_two_that_offer_at_once_have_one_offer(town: Town) -> None:
    owls, bats = town.guild(), town.guild("bob", "bat")
    said = town.at_once(
        lambda: town.do("ada", OfferGuildAlliance(owls.id, bats.id)),
        lambda: town.do("bob", OfferGuildAlliance(bats.id, owls.id)),
    )
    assert said[0] == said[1]
