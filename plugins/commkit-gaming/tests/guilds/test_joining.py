"""How members come into guilds: applications, invitations, places."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, NotFound
from commkit.members import AddMember, BlockMember, LeaveCommunity
from commkit_gaming import (
    AcceptGuildApplication,
    AcceptGuildInvitation,
    ApplyToGuild,
    DeclineGuildApplication,
    EditGuild,
    GuildRank,
    InviteToGuild,
    LeaveGuild,
    ListGuildApplications,
    ReadMyGuilds,
)

Town = Any


def test_an_application_is_read_and_accepted_by_who_may(town: Town) -> None:
    guild = town.guild()
    town.enter(guild, "bob", rank=GuildRank.OFFICER)
    town.work()
    asked = town.do("cid", ApplyToGuild(guild.id, "Let me in."))
    assert town.inbox("bob")[0] == town.inbox("ada")[0] == ("gaming.guild_application", guild.id)
    for name in ("ada", "bob", "cid"):
        assert town.ask(name, ListGuildApplications(guild.id)) == (asked,)
    for name in ("dan", "stew"):
        assert town.ask(name, ListGuildApplications(guild.id)) == ()
        with town.refused("runtime.not_found", NotFound):
            town.do(name, AcceptGuildApplication(asked.id))
    with town.refused("gaming.outside_guild", Denied):
        town.do("cid", AcceptGuildApplication(asked.id))
    made = town.do("bob", AcceptGuildApplication(asked.id))
    assert (made.member, made.rank) == (town.member("cid"), GuildRank.RECRUIT)
    assert town.now(guild).members == town.group_size(guild) == 3
    assert town.inbox("cid") == [("gaming.guild_entered", guild.id)]
    with town.refused("runtime.not_found", NotFound):
        town.do("ada", AcceptGuildApplication(asked.id))


def test_a_recruit_reads_no_applications(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.enter(guild, "bob")
    asked = town.do("cid", ApplyToGuild(guild.id, "Let me in."))
    assert town.ask("bob", ListGuildApplications(guild.id)) == ()
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", DeclineGuildApplication(asked.id))


def test_applied_again_the_text_is_another_one(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    first = town.do("bob", ApplyToGuild(guild.id, "Let me in."))
    second = town.do("bob", ApplyToGuild(guild.id, "Please let me in."))
    assert (second.id, second.text) == (first.id, "Please let me in.")
    assert town.ask("bob", ReadMyGuilds()).applications == (second,)
    assert len(town.inbox("ada")) == 1


def test_who_is_declined_is_told_and_may_apply_again(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    asked = town.do("bob", ApplyToGuild(guild.id, "Let me in."))
    town.do("ada", DeclineGuildApplication(asked.id))
    assert town.inbox("bob") == [("gaming.guild_declined", guild.id)]
    assert town.do("bob", ApplyToGuild(guild.id, "Still.")).id != asked.id


def test_an_application_and_an_invitation_are_taken_back_by_leaving(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.do("bob", ApplyToGuild(guild.id, "Let me in."))
    town.do("ada", InviteToGuild(guild.id, town.member("bob")))
    town.do("bob", LeaveGuild(guild.id))
    mine = town.ask("bob", ReadMyGuilds())
    assert (mine.applications, mine.invitations) == ((), ())


def test_where_a_guild_does_not_recruit_one_is_invited(town: Town) -> None:
    guild = town.guild(recruiting=False)
    with town.refused("gaming.not_recruiting", Conflict):
        town.do("bob", ApplyToGuild(guild.id, "Let me in."))
    with town.refused("gaming.not_invited", NotFound):
        town.do("bob", AcceptGuildInvitation(guild.id))
    sent = town.do("ada", InviteToGuild(guild.id, town.member("bob")))
    assert town.do("ada", InviteToGuild(guild.id, town.member("bob"))) == sent
    assert town.inbox("bob") == [("gaming.guild_invitation", guild.id)]
    assert town.ask("bob", ReadMyGuilds()).invitations == (sent,)
    town.do("bob", AcceptGuildInvitation(guild.id))
    assert town.ranks(guild) == {"ada": "leader", "bob": "recruit"}
    assert town.ask("bob", ReadMyGuilds()).invitations == ()
    with town.refused("gaming.in_guild", Conflict):
        town.do("ada", InviteToGuild(guild.id, town.member("bob")))
    with town.refused("gaming.no_guild_right", Denied):
        town.do("bob", InviteToGuild(guild.id, town.member("cid")))


def test_who_blocks_is_not_invited_and_takes_no_application(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.do("bob", BlockMember(town.member("ada")))
    with town.refused("members.blocked", Denied):
        town.do("ada", InviteToGuild(guild.id, town.member("bob")))
    town.do("ada", BlockMember(town.member("cid")))
    with town.refused("members.blocked", Denied):
        town.do("cid", ApplyToGuild(guild.id, "Let me in."))


def test_a_full_guild_takes_nobody_until_there_is_a_place(town: Town) -> None:
    guild = town.guild(capacity=2)
    town.enter(guild, "bob")
    asked = town.do("cid", ApplyToGuild(guild.id, "Let me in."))
    with town.refused("gaming.guild_full", Conflict):
        town.do("ada", AcceptGuildApplication(asked.id))
    assert town.group_size(guild) == town.now(guild).members == 2
    town.do("bob", LeaveGuild(guild.id))
    town.do("ada", AcceptGuildApplication(asked.id))
    assert town.ranks(guild) == {"ada": "leader", "cid": "recruit"}
    town.do("ada", EditGuild(guild.id, name="More", description="", capacity=3, recruiting=True))
    town.enter(guild, "bob")


def test_who_applied_to_two_comes_into_one(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = town.guild(), town.guild("bob", "bat")
    first, second = (town.do("cid", ApplyToGuild(guild.id, "Hello.")) for guild in (owls, bats))
    town.do("ada", AcceptGuildApplication(first.id))
    with town.refused("gaming.too_many_guilds", Conflict):
        town.do("bob", AcceptGuildApplication(second.id))
    town.do("cid", LeaveGuild(owls.id))
    town.do("bob", AcceptGuildApplication(second.id))


def test_what_waits_goes_with_who_leaves_the_community(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    town.do("bob", ApplyToGuild(guild.id, "Let me in."))
    town.do("ada", InviteToGuild(guild.id, town.member("cid")))
    town.do("bob", LeaveCommunity())
    town.do("cid", LeaveCommunity())
    assert town.ask("ada", ListGuildApplications(guild.id)) == ()
    town.do(SYSTEM, AddMember("cid"))
    assert town.ask("cid", ReadMyGuilds()).invitations == ()


def test_a_stranger_sees_no_member_and_no_guild_of_another_id(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    with town.refused("runtime.not_found", NotFound):
        town.do("ada", InviteToGuild(guild.id, guild.id))
    with pytest.raises(NotFound):
        town.do("ada", ApplyToGuild(guild.group, "Hello."))
