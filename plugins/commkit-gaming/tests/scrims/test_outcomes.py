"""What came of scrims: results that both confirm, and no-shows that one notes and the other disputes."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit_gaming import (
    AcceptScrim,
    AskForScrim,
    ConfirmScrimResult,
    DisputeScrimNoShow,
    GuildRank,
    ListScrimNoShows,
    NoteScrimNoShow,
    TakeBackScrimNoShow,
    TellScrimResult,
)

Town = Any


def played(town: Town) -> tuple[Any, Any, Any]:
    """An accepted scrim that has begun, of ada's guild with the recruit cid, and of bob's with the officer dan."""
    owls, bats = town.guild(), town.guild("bob", "bat")
    town.enter(owls, "cid")
    town.enter(bats, "dan", rank=GuildRank.OFFICER, leader="bob")
    made = town.do("ada", AskForScrim(owls.id, bats.id, game="Go", starts_at=town.after(hours=1)))
    town.do("dan", AcceptScrim(made.id))
    with town.refused("gaming.scrim_not_told_of", Conflict):
        town.do("ada", TellScrimResult(made.id, 1, 0))
    town.pass_time(hours=1)
    return made, owls, bats


def test_a_result_is_told_and_confirmed_by_the_other(town: Town) -> None:
    made, owls, _ = played(town)
    with town.refused("gaming.no_result_to_confirm", Conflict):
        town.do("ada", ConfirmScrimResult(made.id, 2, 1))
    told = town.do("ada", TellScrimResult(made.id, 2, 1))
    assert (told.score, told.other_score, told.result_by, told.confirmed_at) == (2, 1, owls.id, None)
    assert town.inbox("bob")[0] == ("gaming.scrim_result_told", made.id)
    with town.refused("gaming.no_scrim_right", Denied):
        town.do("ada", ConfirmScrimResult(made.id, 2, 1))
    with town.refused("gaming.another_result", Conflict):
        town.do("dan", ConfirmScrimResult(made.id, 1, 2))
    assert town.do("dan", ConfirmScrimResult(made.id, 2, 1)).confirmed_at == town.clock()
    assert town.inbox("ada")[0] == ("gaming.scrim_result_confirmed", made.id)
    for command in (TellScrimResult(made.id, 0, 3), NoteScrimNoShow(made.id, owls.id)):
        with town.refused("gaming.scrim_not_told_of", Conflict):
            town.do("bob", command)
    with town.refused("gaming.no_result_to_confirm", Conflict):
        town.do("bob", ConfirmScrimResult(made.id, 2, 1))


def test_who_disagrees_tells_another_result(sqlite_town: Town) -> None:
    town = sqlite_town
    made, *_ = played(town)
    town.do("ada", TellScrimResult(made.id, 2, 1))
    town.do("bob", TellScrimResult(made.id, 1, 2))
    with town.refused("gaming.no_scrim_right", Denied):
        town.do("bob", ConfirmScrimResult(made.id, 1, 2))
    with pytest.raises(Invalid):
        town.do("ada", TellScrimResult(made.id, -1, 1_000_001))
    town.clock.advance(timedelta(days=7))
    with town.refused("gaming.scrim_not_told_of", Conflict):
        town.do("ada", TellScrimResult(made.id, 2, 1))
    assert town.do("ada", ConfirmScrimResult(made.id, 1, 2)).confirmed_at is not None


def test_a_no_show_is_noted_disputed_and_taken_back(town: Town) -> None:
    made, _, bats = played(town)
    noted = town.do("ada", NoteScrimNoShow(made.id, bats.id))
    assert town.do("ada", NoteScrimNoShow(made.id, bats.id)) == noted
    assert town.inbox("dan")[0] == ("gaming.scrim_no_show_noted", made.id)
    for name in ("ada", "bob", "dan"):
        assert town.ask(name, ListScrimNoShows(made.id)) == (noted,)
    assert town.ask("cid", ListScrimNoShows(made.id)) == (), "this is for those who arrange scrims"
    with town.refused("runtime.not_found", NotFound):
        town.do("cid", DisputeScrimNoShow(noted.id))
    with town.refused("runtime.not_found", NotFound):
        town.ask("stew", ListScrimNoShows(made.id))
    for name, command in (("ada", DisputeScrimNoShow), ("bob", TakeBackScrimNoShow)):
        with town.refused("gaming.no_scrim_right", Denied):
            town.do(name, command(noted.id))
    assert town.do("bob", DisputeScrimNoShow(noted.id)).disputed_at == town.clock()
    assert town.emitted("dan", DisputeScrimNoShow(noted.id)) == []
    assert town.inbox("ada")[0] == ("gaming.scrim_no_show_disputed", made.id)
    assert town.emitted("ada", TakeBackScrimNoShow(noted.id)) == ["gaming.scrim_no_show_taken_back"]
    assert town.ask("bob", ListScrimNoShows(made.id)) == ()


def test_a_guild_notes_the_other_one_of_the_two(sqlite_town: Town) -> None:
    town = sqlite_town
    made, owls, bats = played(town)
    lynx = town.guild("org", "lynx")
    with town.refused("gaming.not_in_scrim", NotFound):
        town.do("ada", NoteScrimNoShow(made.id, lynx.id))
    with town.refused("gaming.no_scrim_right", Denied):
        town.do("ada", NoteScrimNoShow(made.id, owls.id))
    town.clock.advance(timedelta(days=7))
    with town.refused("gaming.scrim_not_told_of", Conflict):
        town.do("ada", NoteScrimNoShow(made.id, bats.id))


def test_who_confirms_a_result_says_that_they_played(sqlite_town: Town) -> None:
    town = sqlite_town
    made, _, bats = played(town)
    town.do("ada", NoteScrimNoShow(made.id, bats.id))
    town.do("bob", TellScrimResult(made.id, 0, 1))
    assert town.emitted("ada", ConfirmScrimResult(made.id, 0, 1)) == [
        "gaming.scrim_no_show_taken_back",
        "gaming.scrim_result_confirmed",
    ]
    assert town.ask("ada", ListScrimNoShows(made.id)) == ()
