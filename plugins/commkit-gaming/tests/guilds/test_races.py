"""Eight processes at once: a guild is never over its capacity, and nobody is in more guilds than they may be."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import AddMember
from commkit_gaming import InviteToGuild, ListGuildMembers, ReadMyGuilds
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
from commkit_gaming import *
def kit_of(url, clock):
    return Kit(url, plugins=[Gaming()], clock=clock)
"""
ENTER = "session.do(AcceptGuildInvitation(ids[{0}])).rank.value"
LOOKED = "SELECT commkit_gaming_guild.capacity"
UNGUARDED = """
from sqlalchemy import bindparam, select, update
from commkit import Conflict
from commkit.storage import Id, statement
from commkit_gaming.guilds import statements
from commkit_gaming.guilds.joining import handlers
from commkit_gaming.tables import guild
this = (guild.c.community_id == bindparam("community_id", type_=Id)) & (guild.c.id == bindparam("id", type_=Id))
LOOK = statement(lambda: select(guild.c.members, guild.c.capacity).where(this))
LOOKED = statement(lambda: select(guild.c.capacity).where(this))
statements.TAKE_PLACE = statement(lambda: update(guild).values(members=guild.c.members + 1).where(this))
added = handlers.add_to_kept_group
def look_first(context, group, member, kept_by):
    ((members, capacity),) = context.rows(LOOK, id=ids[0])
    context.rows(LOOKED, id=ids[0])
    if members >= capacity:
        raise Conflict("gaming.guild_full", "full")
    return added(context, group, member, kept_by=kept_by)
handlers.add_to_kept_group = look_first
"""


def inside_after_eight(town: Any, *, patch: str = "", hold: str = "") -> tuple[list[str], int]:
    """What eight who come in at once hear, and how many are in then; there are three places."""
    guild = town.guild(capacity=4)
    names = [f"player-{number}" for number in range(PROCESSES)]
    for name in names:
        town.do(SYSTEM, AddMember(name))
        town.do("ada", InviteToGuild(guild.id, town.member(name)))
    works = [(name, ENTER.format(0)) for name in names]
    said = at_once_in_processes(town, PRELUDE, works, ids=[guild.id], patch=patch, hold=hold)
    inside = len(town.ask("ada", ListGuildMembers(guild.id)))
    assert town.now(guild).members == inside == town.group_size(guild)
    return said, inside


@pytest.mark.slow
def test_eight_processes_never_fill_a_guild_over_its_capacity(town: Any) -> None:
    said, inside = inside_after_eight(town)
    assert inside == 4, said
    assert sorted(said) == ["gaming.guild_full"] * 5 + ["recruit"] * 3


@pytest.mark.slow
@pytest.mark.postgres
def test_control_who_looks_before_and_takes_a_place_unguarded_fills_it_over(postgres_town: Any) -> None:
    said, inside = inside_after_eight(
        postgres_town,
        patch=UNGUARDED,
        hold=LOOKED,
    )
    assert inside == 1 + PROCESSES, said


def guilds_after_eight(town: Any, *, patch: str = "", hold: str = "") -> tuple[list[str], int]:
    """What somebody hears who comes into eight guilds at once, and in how many they are; one is allowed."""
    names = [f"leader-{number}" for number in range(PROCESSES)]
    guilds = []
    for number, name in enumerate(names):
        town.do(SYSTEM, AddMember(name))
        guilds.append(town.guild(name, f"G{number}"))
        town.do(name, InviteToGuild(guilds[-1].id, town.member("bob")))
    works = [("bob", ENTER.format(number)) for number in range(PROCESSES)]
    said = at_once_in_processes(
        town, PRELUDE, works, ids=[guild.id for guild in guilds], patch=patch, hold=hold
    )
    return said, len(town.ask("bob", ReadMyGuilds()).memberships)


@pytest.mark.slow
def test_eight_processes_never_bring_somebody_into_two_guilds(town: Any) -> None:
    said, guilds = guilds_after_eight(town)
    assert guilds == 1, said
    assert sorted(said) == ["gaming.too_many_guilds"] * 7 + ["recruit"]


NOT_HELD = """
from commkit_gaming.guilds.joining import handlers
handlers.add_to_kept_group = lambda context, group, member, kept_by: True
"""


@pytest.mark.slow
@pytest.mark.postgres
def test_control_who_is_not_held_comes_into_all_of_them(postgres_town: Any) -> None:
    """The member is held while they come into the group."""
    said, guilds = guilds_after_eight(
        postgres_town, patch=NOT_HELD, hold="INSERT INTO commkit_gaming_guild_member"
    )
    assert guilds == PROCESSES, said


@pytest.mark.slow
@pytest.mark.parametrize("leaves", [1, 2])
def test_whoever_leaves_at_once_there_is_one_leader(town: Any, leaves: int) -> None:
    guild = town.guild()
    town.enter(guild, "bob", "cid", "dan")
    works = [
        ("ada", "session.do(LeaveGuild(ids[0]))"),
        ("ada", "session.do(HandOverGuild(ids[0], ids[1])).rank"),
        ("bob", "session.do(LeaveGuild(ids[0]))"),
        ("cid", "session.do(LeaveGuild(ids[0]))"),
    ]
    said = at_once_in_processes(town, PRELUDE, works[: 2 + leaves], ids=[guild.id, town.member("bob")])
    assert list(town.ranks(guild).values()).count("leader") == 1, said
    assert town.now(guild).members == len(town.ranks(guild)) == town.group_size(guild), said
