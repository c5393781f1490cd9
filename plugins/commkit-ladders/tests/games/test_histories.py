"""Whatever is recorded late, corrected and annulled: a ladder is what its games make of it, counted from the start."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from commkit import SYSTEM
from commkit_ladders import AnnulGame, CorrectGame, EndSeason, GameSide, RecordGame
from commkit_ladders.jobs import ReplayLadder

NAMES = ("ada", "bob", "cid", "dan", "eve")


def random_sides(town: Any, random: Random) -> tuple[GameSide, ...]:
    """Two sides of one or two players."""
    players = random.sample(NAMES, random.choice([2, 4]))
    half = len(players) // 2
    ids = [town.member(name) for name in players]
    return (
        GameSide(tuple(ids[:half]), random.randint(1, 2)),
        GameSide(tuple(ids[half:]), random.randint(1, 2)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_history_in_any_order_is_what_a_replay_of_it_makes(sqlite_town: Any, seed: int) -> None:
    town, random = sqlite_town, Random(seed)
    ladder, start = town.open(), town.clock()
    town.clock.advance(timedelta(days=30))
    games, season = [], 1
    for number in range(40):
        chance = random.random()
        if chance < 0.6 or not games:
            hours = random.choice([0, 5, 5, random.randint(0, 720)])  # several of one moment
            at = start + timedelta(hours=hours)
            games.append(town.do("stew", RecordGame(ladder, random_sides(town, random), at=at)).id)
        elif chance < 0.85:
            town.do("stew", CorrectGame(random.choice(games), random_sides(town, random), "Mixed up."))
        else:
            town.do("stew", AnnulGame(random.choice(games), "Not played."))
        if number in (15, 30):
            town.do("stew", EndSeason(ladder, season))
            season += 1
            town.clock.advance(timedelta(days=10))
            town.work()
    town.work()
    before = town.computed(ladder)
    town.do(SYSTEM, ReplayLadder(ladder))
    town.work()
    assert town.computed(ladder) == before
