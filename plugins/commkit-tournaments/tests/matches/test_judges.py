"""What judges may not do, and what leads nowhere."""

from typing import Any

from commkit import Conflict, Denied
from commkit_tournaments import (
    CheckIn,
    DecideMatch,
    DropOut,
    EnterTournament,
    EntrantState,
    Format,
    OpenCheckIn,
    PlayState,
    StartTournament,
)


def test_an_organiser_does_not_win_by_taking_an_opponent_out(town: Any) -> None:
    _, entrants = town.started("ada", "bob", "cid", "dan", by="ada")
    with town.refused("tournaments.own_match", Denied):
        town.do("ada", DropOut(entrants["dan"].id))
    assert town.do("ada", DropOut(entrants["bob"].id)).state is EntrantState.DROPPED_OUT
    assert town.do("stew", DropOut(entrants["dan"].id)).state is EntrantState.DROPPED_OUT
    assert town.do("ada", DropOut(entrants["ada"].id)).state is EntrantState.DROPPED_OUT


def test_a_match_that_is_not_needed_is_not_decided(town: Any) -> None:
    held, entrants = town.started("ada", "bob", format=Format.DOUBLE)
    keys = [key for key, state in town.states(held).items() if state == "ready"]
    town.result(held, keys[0], 1, 0, "ada", "bob")
    (final,) = [key for key, state in town.states(held).items() if state == "ready"]
    town.result(held, final, 1, 0, "ada", "bob")
    (second,) = [each.match for each in town.bracket(held).matches if each.match.state is PlayState.SKIPPED]
    decision = DecideMatch(match=second.id, winner=entrants["bob"].id, reason="I like bob.")
    with town.refused("tournaments.match_not_ready", Conflict):
        town.do("stew", decision)


def test_who_missed_the_start_enters_late_where_that_is_let_in(town: Any) -> None:
    held = town.create(needs_check_in=True, format=Format.SWISS, rounds=3, late_until=3)
    town.enter(held, "ada", "bob", "cid", "dan")
    town.do("stew", OpenCheckIn(held.id))
    for name in ("ada", "bob", "dan"):
        town.do(name, CheckIn(held.id))
    town.do("stew", StartTournament(held.id))
    assert "tournaments.enter_tournament" in town.bracket(held, by="cid").may
    assert town.do("cid", EnterTournament(held.id)).state is EntrantState.CHECKED_IN
    with town.refused("tournaments.entered_already", Conflict):
        town.do("cid", EnterTournament(held.id))
