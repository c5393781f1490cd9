"""Ranks: promoted, demoted, handed over, kicked; who leads when the leader is gone."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, NotFound
from commkit.members import LeaveCommunity, RestrictMember
from commkit.privacy import ErasePerson
from commkit_gaming import (
    GuildRank,
    GuildRight,
    HandOverGuild,
    KickFromGuild,
    LeaveGuild,
    ListGuildMembers,
    ListGuilds,
    SetGuildRank,
    SetGuildRights,
)

Town = Any
LEADER, OFFICER, VETERAN, RECRUIT = GuildRank


def test_the_leader_promotes_and_demotes(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    bob = town.member("bob")
    town.work()
    assert town.do("ada", SetGuildRank(guild.id, bob, OFFICER)).rank is OFFICER
    assert town.inbox("bob")[0] == ("gaming.guild_rank_set", guild.id)
    assert town.emitted("ada", SetGuildRank(guild.id, bob, OFFICER)) == []
    town.do("ada", SetGuildRank(guild.id, bob, VETERAN))
    assert town.ranks(guild) == {"ada": "leader", "bob": "veteran"}
    with town.refused("gaming.not_below", Denied):
        town.do("ada", SetGuildRank(guild.id, bob, LEADER))
    with town.refused("gaming.not_below", Denied):
        town.do("ada", SetGuildRank(guild.id, town.member("ada"), RECRUIT))
    with town.refused("gaming.not_in_guild", NotFound):
        town.do("ada", SetGuildRank(guild.id, town.member("cid"), RECRUIT))


def test_an_officer_with_the_right_promotes_below_themselves(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.enter(guild, "bob", rank=OFFICER)
    town.enter(guild, "cid")
    cid = town.member("cid")
    with town.refused("gaming.no_guild_right", Denied):
        town.do("bob", SetGuildRank(guild.id, cid, VETERAN))
    town.do("ada", SetGuildRights(guild.id, OFFICER, (GuildRight.PROMOTE,)))
    town.do("bob", SetGuildRank(guild.id, cid, VETERAN))
    with town.refused("gaming.not_below", Denied):
        town.do("bob", SetGuildRank(guild.id, cid, OFFICER))
    with town.refused("gaming.not_below", Denied):
        town.do("bob", SetGuildRank(guild.id, town.member("ada"), VETERAN))


def test_who_stands_below_is_kicked_and_told(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob", "dan", rank=OFFICER)
    town.enter(guild, "cid")
    town.work()
    with town.refused("gaming.no_guild_right", Denied):
        town.do("cid", KickFromGuild(guild.id, town.member("bob")))
    for above in ("ada", "dan", "bob"):
        with town.refused("gaming.not_below", Denied):
            town.do("bob", KickFromGuild(guild.id, town.member(above)))
    town.do("bob", KickFromGuild(guild.id, town.member("cid")))
    assert town.inbox("cid")[0] == ("gaming.guild_kicked", guild.id)
    assert town.ranks(guild) == {"ada": "leader", "bob": "officer", "dan": "officer"}
    assert town.now(guild).members == town.group_size(guild) == 3


def test_a_guild_is_handed_over(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    with town.refused("gaming.not_guild_leader", Denied):
        town.do("bob", HandOverGuild(guild.id, town.member("bob")))
    with town.refused("gaming.leads_already", Conflict):
        town.do("ada", HandOverGuild(guild.id, town.member("ada")))
    town.do("ada", HandOverGuild(guild.id, town.member("bob")))
    assert town.ranks(guild) == {"bob": "leader", "ada": "officer"}


def test_of_two_hand_overs_at_once_one_leader_comes_out(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob", "cid")
    town.at_once(
        lambda: town.do("ada", HandOverGuild(guild.id, town.member("bob"))),
        lambda: town.do("ada", HandOverGuild(guild.id, town.member("cid"))),
        lambda: town.do("ada", LeaveGuild(guild.id)),
    )
    assert list(town.ranks(guild).values()).count("leader") == 1


def leave(town: Town) -> None:
    town.do("ada", LeaveCommunity())


def ban(town: Town) -> None:
    town.do("stew", RestrictMember(town.member("ada"), status="banned", reason="Cheats."))


def erase(town: Town) -> None:
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    town.kit.worker().drain()


@pytest.mark.parametrize("goes", [leave, ban, erase])
def test_when_the_leader_is_gone_the_next_by_rank_and_time_leads(town: Town, goes: Any) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    town.clock.advance(timedelta(hours=1))
    town.enter(guild, "cid", rank=VETERAN)
    town.clock.advance(timedelta(hours=1))
    town.enter(guild, "dan", rank=VETERAN)
    town.work()
    goes(town)
    assert town.ranks(guild) == {"cid": "leader", "dan": "veteran", "bob": "recruit"}
    assert town.now(guild).members == town.group_size(guild) == 3
    assert town.inbox("cid")[0] == ("gaming.guild_rank_set", guild.id)


def test_with_the_last_one_a_guild_ends(town: Town) -> None:
    guild = town.guild()
    assert "gaming.guild_disbanded" in town.emitted("ada", LeaveGuild(guild.id))
    assert town.ask(None, ListGuilds()).items == ()
    assert town.ask("bob", ListGuildMembers(guild.id)) == ()
    assert town.now(guild).members == 0


def test_the_last_two_leave_at_once_and_it_ends_once(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    town.at_once(lambda: town.do("ada", LeaveGuild(guild.id)), lambda: town.do("bob", LeaveGuild(guild.id)))
    assert town.now(guild).disbanded_at is not None
    assert town.ranks(guild) == {}
