"""Minors in a gaming community: guild mates know each other, and boards show minors to nobody else."""

from contextlib import closing
from datetime import timedelta
from typing import Any

from commkit import SYSTEM, Denied, Kit
from commkit.spaces import ListMyConversations, StartConversation
from commkit_gaming import LADDER, FoundGuild, Gaming, LeaveGuild, ListGuildMembers
from commkit_ladders import GameSide, OpenLadder, ReadLadderBoard, RecordGame
from commkit_minors import AgeBand, SetMinorLimits, StoreAge
from commkit_reputation import ReadLeaderboard


def _minor(town: Any, key: str, guardian: str = "") -> None:
    guardians = (guardian,) if guardian else ()
    town.do(SYSTEM, StoreAge(member=town.member(key), band=AgeBand.TEEN, guardians=guardians))


def test_guild_mates_talk_after_a_week_and_until_one_leaves(town: Any) -> None:
    _minor(town, "bob")
    start = StartConversation((town.member("bob"),))
    guild = town.guild()
    town.enter(guild, "bob")
    with town.refused("minors.stranger", Denied):
        town.do("ada", start)
    town.clock.advance(timedelta(days=8))
    town.do("ada", start)
    town.do("bob", LeaveGuild(guild.id))
    assert town.ask("bob", ListMyConversations()).items == ()


def _board(town: Any, ladder: Any, reader: Any) -> set[str]:
    shown = {row.place.member for row in town.ask(reader, ReadLadderBoard(ladder)).items}
    return {name for name in ("ada", "bob") if town.member(name) in shown}


def test_boards_show_minors_to_nobody_else_unless_a_guardian_lets_them(town: Any) -> None:
    ladder = town.do("org", OpenLadder(LADDER, title="Season", rules="play")).id
    sides = tuple(GameSide((town.member(name),), at) for at, name in enumerate(("ada", "bob"), 1))
    town.do("org", RecordGame(ladder, sides))
    town.work()
    assert _board(town, ladder, "cid") == {"ada", "bob"}
    _minor(town, "bob", guardian="cid")
    assert _board(town, ladder, "cid") == _board(town, ladder, "ada") == {"ada"}
    assert _board(town, ladder, "bob") == {"ada", "bob"}
    town.do("cid", SetMinorLimits(town.member("bob"), on_boards=True))
    assert _board(town, ladder, "dan") == {"ada", "bob"}


def test_lists_of_guilds_show_minors_to_guild_mates_alone(town: Any) -> None:
    guild = town.guild()
    for key in ("bob", "cid"):
        town.enter(guild, key)
    _minor(town, "bob")

    def shown(reader: str) -> set[str]:
        found = {each.member for each in town.ask(reader, ListGuildMembers(guild.id))}
        return {key for key in ("ada", "bob", "cid") if town.member(key) in found}

    assert shown("dan") == {"ada", "cid"}
    assert shown("cid") == shown("bob") == {"ada", "bob", "cid"}


def test_leaderboards_show_minors_to_nobody_else(town: Any) -> None:
    for key in ("ada", "bob"):
        town.do(key, FoundGuild(f"Guild of {key}", key))
    town.work()

    def shown(reader: str) -> set[str]:
        found = {each.member for each in town.ask(reader, ReadLeaderboard()).items}
        return {key for key in ("ada", "bob") if town.member(key) in found}

    assert shown("cid") == {"ada", "bob"}
    _minor(town, "bob")
    assert shown("cid") == {"ada"}
    assert shown("bob") == {"ada", "bob"}


def test_where_nobody_tells_ages_all_are_treated_as_minors() -> None:
    with closing(Kit("sqlite://", plugins=[Gaming])) as kit:
        assert kit.registry.features["minors.safety"].settings.unknown is AgeBand.CHILD
