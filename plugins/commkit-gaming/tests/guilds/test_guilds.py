"""Guilds: founded, changed, disbanded, with a hall for those inside alone."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.posts import CreateThread, ReadPost
from commkit_gaming import (
    ApplyToGuild,
    DisbandGuild,
    EditGuild,
    FoundGuild,
    GuildRank,
    GuildRight,
    LeaveGuild,
    ListGuildMembers,
    ListGuilds,
    ReadGuild,
    ReadMyGuilds,
    SetGuildRights,
)

Town = Any


def talk(town: Town, guild: Any, by: str = "ada") -> Any:
    return town.do(by, CreateThread(kind="topic", title="Raid", body="At eight.", space=guild.hall)).id


def test_who_founds_a_guild_leads_it_and_everybody_reads_of_it(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild(description="We play late.")
    assert (guild.tag, guild.members, guild.disbanded_at) == ("OWL", 1, None)
    assert town.ask(None, ReadGuild(guild.id)) == guild
    assert town.ask(None, ListGuilds()).items == (guild,)
    assert town.ranks(guild) == {"ada": "leader"}
    with pytest.raises(Denied):
        town.ask(None, ListGuildMembers(guild.id))
    (mine,) = town.ask("ada", ReadMyGuilds()).memberships
    assert (mine.guild, mine.rank) == (guild.id, GuildRank.LEADER)


@pytest.mark.parametrize("tag", ["o", "o w l", "eule!", "öwl"])
def test_a_tag_is_letters_and_digits(sqlite_town: Town, tag: str) -> None:
    with sqlite_town.refused("gaming.bad_tag", Invalid):
        sqlite_town.guild(tag=tag)


def test_a_tag_is_taken_once_whatever_its_case(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    with town.refused("gaming.tag_taken", Conflict):
        town.guild("bob", "OwL")
    town.do("ada", DisbandGuild(guild.id))
    with town.refused("gaming.tag_taken", Conflict):
        town.guild("bob")


def test_one_is_in_as_many_guilds_as_the_community_says(town: Town) -> None:
    town.guild()
    with town.refused("gaming.too_many_guilds", Conflict):
        town.guild(tag="bat")
    assert [each.tag for each in town.ask(None, ListGuilds()).items] == ["OWL"]
    town.do("owner", UpdateSettings("gaming.guilds", {"most_guilds": 2}))
    town.guild(tag="bat")
    with town.refused("gaming.too_many_guilds", Conflict):
        town.guild(tag="cat")


def test_the_hall_is_for_those_inside(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    post = talk(town, guild)
    assert town.ask("bob", ReadPost(post)).id == post
    with town.refused("runtime.not_found", NotFound):
        town.ask("cid", ReadPost(post))
    town.do("bob", LeaveGuild(guild.id))
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadPost(post))


def test_a_guild_is_edited_by_who_has_the_right_and_by_stewards(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.enter(guild, "bob", "cid")
    edit = EditGuild(guild.id, name="Bats", description="We hang.", capacity=3, recruiting=False)
    with town.refused("gaming.no_guild_right", Denied):
        town.do("bob", edit)
    with town.refused("gaming.outside_guild", Denied):
        town.do("dan", edit)
    town.do("ada", SetGuildRights(guild.id, GuildRank.RECRUIT, (GuildRight.EDIT,)))
    found = town.do("bob", edit)
    assert (found.name, found.capacity, found.recruit_rights) == ("Bats", 3, ("edit",))
    assert town.do("stew", EditGuild(guild.id, name="Nice", description="", capacity=9, recruiting=True)).name
    with town.refused("gaming.guild_is_larger", Conflict):
        town.do("ada", EditGuild(guild.id, name="x", description="", capacity=2, recruiting=True))
    with pytest.raises(Invalid):
        town.do("ada", EditGuild(guild.id, name="x", description="", capacity=201, recruiting=True))


def test_rights_are_set_by_the_leader_alone(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.enter(guild, "bob", rank=GuildRank.OFFICER)
    with town.refused("gaming.not_guild_leader", Denied):
        town.do("bob", SetGuildRights(guild.id, GuildRank.OFFICER, tuple(GuildRight)))
    with pytest.raises(Invalid):
        town.do("ada", SetGuildRights(guild.id, GuildRank.LEADER, ()))
    assert town.do("ada", SetGuildRights(guild.id, GuildRank.OFFICER, ())).officer_rights == ()


def test_a_disbanded_guild_has_nobody_in_it_and_its_hall_stays_to_be_read(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob")
    post = talk(town, guild)
    asked = town.do("cid", ApplyToGuild(guild.id, "Hello."))
    with town.refused("gaming.not_guild_leader", Denied):
        town.do("bob", DisbandGuild(guild.id))
    town.work()
    ended = town.do("ada", DisbandGuild(guild.id))
    assert (ended.members, ended.recruiting, ended.disbanded_at) == (0, False, town.clock())
    assert town.ask(None, ListGuilds()).items == ()
    assert town.ranks(guild) == {}
    assert town.ask("cid", ReadMyGuilds()).applications == ()
    assert town.ask("bob", ReadPost(post)).id == post
    with pytest.raises(Conflict):
        talk(town, guild, "bob")
    assert town.inbox("bob")[0] == ("gaming.guild_disbanded", guild.id)
    assert asked.guild == guild.id
    with town.refused("gaming.guild_disbanded", Conflict):
        town.do("cid", ApplyToGuild(guild.id, "Hello?"))
    with town.refused("gaming.guild_disbanded", Conflict):
        town.do("stew", DisbandGuild(guild.id))
    town.do("bob", FoundGuild("Bats", "bat"))
    town.do("bob", LeaveGuild(guild.id))
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadPost(post))


def test_a_steward_disbands_any(sqlite_town: Town) -> None:
    guild = sqlite_town.guild()
    assert sqlite_town.do("stew", DisbandGuild(guild.id)).disbanded_at is not None
