"""Many games that count again: some in the command, the others by the worker, with the same result."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Invalid
from commkit_ladders import (
    AnnulGame,
    CorrectGame,
    EndSeason,
    GameDraft,
    GameSide,
    ListGames,
    ReadLadder,
    ReadLadderNumbers,
)
from commkit_ladders.jobs import ImportGames, ReplayLadder
from commkit_ladders.replaying import handlers

KEYS = ("ada", "bob", "cid", "dan", "eve")


def drafts(town: Any, count: int) -> tuple[GameDraft, ...]:
    ids = [town.member(key) for key in KEYS]
    return tuple(
        GameDraft(
            key=f"game-{number}",
            sides=(
                GameSide((ids[number % 5],), 1 + number % 3 % 2),
                GameSide((ids[(number * 2 + 1) % 5],), 1 + number % 2),
            ),
            at=town.clock() - timedelta(hours=2 * count - number),
        )
        for number in range(count)
        if number % 5 != (number * 2 + 1) % 5
    )


def test_imported_games_count_at_their_own_time_and_once(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parts = town.open(key="whole"), town.open(key="parts")
    games = drafts(town, 60)
    assert town.do(SYSTEM, ImportGames(whole, games)) == len(games)
    monkeypatch.setattr(handlers, "GAMES_AT_ONCE", 7)
    assert town.do(SYSTEM, ImportGames(parts, games[20:][::-1])) == len(games) - 20
    assert town.ask(None, ReadLadder(parts)).ladder.replaying
    assert town.do(SYSTEM, ImportGames(parts, games)) == 20
    town.work()
    assert not town.ask(None, ReadLadder(parts)).ladder.replaying
    assert town.do(SYSTEM, ImportGames(parts, games)) == 0
    for key in KEYS:
        assert town.place(whole, key) == town.place(parts, key)
    assert town.ask("stew", ReadLadderNumbers(whole)).counted == len(games)
    first = town.ask(None, ListGames(whole, limit=100)).items[-1]
    assert (first.at, first.source) == (games[0].at, "import")


def test_a_long_replay_goes_on_in_the_worker_and_comes_to_the_same(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A correction of the first game, another one meanwhile, and a new result meanwhile."""
    ladder = town.open()
    games = [town.play(ladder, KEYS[number % 5], KEYS[(number + 2) % 5]) for number in range(40)]
    town.do("stew", EndSeason(ladder, 1))
    town.work()
    games += [town.play(ladder, KEYS[number % 5], KEYS[(number + 1) % 5]) for number in range(20)]
    with monkeypatch.context() as patched:
        patched.setattr(handlers, "GAMES_AT_ONCE", 7)
        town.do("stew", CorrectGame(games[0], town.sides("cid", "ada"), "Mixed up."))
        assert town.ask(None, ReadLadder(ladder)).ladder.replaying
        town.do("stew", AnnulGame(games[-1], "Not played."))
        town.play(ladder, "ada", "eve")
        town.do("stew", CorrectGame(games[3], town.sides("dan", "eve"), "Mixed up."))
        town.work()
    assert not town.ask(None, ReadLadder(ladder)).ladder.replaying
    before = town.computed(ladder)
    town.do(SYSTEM, ReplayLadder(ladder))
    town.work()
    assert town.computed(ladder) == before


def test_control_without_counting_again_a_correction_changes_too_little(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the corrected game alone counted anew, a replay of all would find other skills."""
    ladder = town.open()
    games = [town.play(ladder, KEYS[number % 3], KEYS[(number + 1) % 3]) for number in range(6)]
    with monkeypatch.context() as patched:
        patched.setattr(
            handlers, "_played", lambda context, rows, honest=handlers._played: honest(context, rows[:1])
        )
        town.do("stew", CorrectGame(games[0], town.sides("cid", "ada"), "Mixed up."))
    before = town.computed(ladder)
    town.do(SYSTEM, ReplayLadder(ladder))
    assert town.computed(ladder) != before


def test_an_import_with_a_game_that_is_none_takes_nothing(town: Any) -> None:
    ladder = town.open()
    good, (ada, bob) = drafts(town, 3), (town.member("ada"), town.member("bob"))
    bad = GameDraft(key="bad", sides=(GameSide((ada,), 1), GameSide((bob, ada), 2)), at=town.clock())
    with pytest.raises(Invalid):
        town.do(SYSTEM, ImportGames(ladder, (*good, bad)))
    assert town.ask(None, ListGames(ladder)).items == ()
