"""What goes on in a guild tells nobody outside anything; what a member has there is exported and goes with them."""

from typing import Any

import pytest

from commkit import SYSTEM, NotFound
from commkit.notifications import ListInbox
from commkit.posts import CreateThread, ListThreads, ReadPost
from commkit.privacy import ErasePerson, ExportPerson
from commkit.search import SearchContent
from commkit.spaces import ReadSpace
from commkit_gaming import ApplyToGuild, InviteToGuild, ListGuildApplications, ReadMyGuilds

Town = Any


def _told(town: Town, guild: Any, name: str) -> Any:
    """What somebody outside learns."""
    town.kit.worker().drain()
    return (
        town.ask(name, ListThreads()).items,
        town.ask(name, SearchContent("songbird")),
        town.ask(name, ListInbox()).items,
        town.ask(name, ListGuildApplications(guild.id)),
        town.ask(name, ReadMyGuilds()),
    )


def _go_on(town: Town, guild: Any, **more: Any) -> Any:
    thread = CreateThread(kind="topic", title="The songbird", body="Hear the songbird.", **more)
    post = town.do("ada", thread).id
    town.do("bob", ApplyToGuild(guild.id, "I sing like a songbird."))
    town.do("ada", InviteToGuild(guild.id, town.member("dan")))
    return post


@pytest.mark.parametrize("name", ["cid", "org"])
def test_who_is_outside_learns_nothing(town: Town, name: str) -> None:
    guild = town.guild()
    before = _told(town, guild, name)
    post = _go_on(town, guild, space=guild.hall)
    assert _told(town, guild, name) == before
    with pytest.raises(NotFound):
        town.ask(name, ReadPost(post))
    with pytest.raises(NotFound):
        town.ask(name, ReadSpace(guild.hall))


def test_control_what_stands_outside_of_the_hall_is_read(sqlite_town: Town) -> None:
    town = sqlite_town
    guild = town.guild()
    before = _told(town, guild, "cid")
    _go_on(town, guild)
    assert _told(town, guild, "cid") != before


def test_what_a_member_has_in_guilds_is_exported_and_erased(town: Town) -> None:
    owls, bats = town.guild(), town.guild("cid", "bat")
    town.enter(owls, "bob")
    town.do("bob", ApplyToGuild(bats.id, "I sing like a songbird."))
    with town.kit.session("bob", read_only=True) as lobby:
        exported = str(lobby.ask(ExportPerson("bob")))
    assert "I sing like a songbird." in exported
    assert "recruit" in exported
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert town.ask("cid", ListGuildApplications(bats.id)) == ()
    assert town.ranks(owls) == {"ada": "leader"}
    assert town.now(owls).members == 1
