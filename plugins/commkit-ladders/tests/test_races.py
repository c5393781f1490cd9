"""Results that come at once: whoever commits first, the skills are those of all games in the order of their time."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit_ladders import ListGames, ReportGame
from commkit_ladders.jobs import ReplayLadder
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
import sys
from pathlib import Path
from uuid import UUID
sys.path.insert(0, "plugins/commkit-ladders/tests")
from conftest import CLUB, Arena
from commkit_ladders import ConfirmGame, Ladders, RecordGame, GameSide
def kit_of(url, clock):
    return Kit(url, plugins=[Ladders(), Arena()], types=[CLUB], clock=clock)
"""
RECORD = "session.do(RecordGame(ids[0], (GameSide((ids[1],), 1), GameSide((ids[{0}],), 2)))).id"
UNHELD = """
from attrs import evolve
from sqlalchemy import bindparam, select
from commkit.storage import Id, statement
from commkit_ladders.ladders import statements
from commkit_ladders.replaying import handlers
from commkit_ladders.tables import ladder
statements.LOCK = statement(lambda: select(
    ladder.c.rules, ladder.c.season, ladder.c.closed_at, ladder.c.due_at, ladder.c.due_game, ladder.c.turn,
).where(ladder.c.community_id == bindparam("community_id", type_=Id), ladder.c.id == bindparam("id", type_=Id)))
handlers._set_due = lambda context, held, due: evolve(held, due=due)
"""


def players(town: Any) -> list[Any]:
    return [town.member(key) for key in ("ada", "bob", "cid", "dan", "eve")]


def record_at_once(town: Any, ladder: Any, **words: Any) -> list[str]:
    """ada wins against others, eight times at once."""
    works = [("stew", RECORD.format(2 + number % 4)) for number in range(PROCESSES)]
    return at_once_in_processes(town, PRELUDE, works, ids=[ladder, *players(town)], **words)


@pytest.mark.slow
def test_results_of_one_player_at_once_all_count(town: Any) -> None:
    ladder = town.open()
    said = record_at_once(town, ladder)
    assert len(town.ask(None, ListGames(ladder)).items) == PROCESSES, said
    assert town.place(ladder, "ada").games == PROCESSES
    town.work()
    before = town.computed(ladder)
    town.do(SYSTEM, ReplayLadder(ladder))
    assert town.computed(ladder) == before


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_holding_the_ladder_results_are_lost(postgres_town: Any) -> None:
    """Each process looks up the last state of ada before any other one has written its own."""
    town = postgres_town
    ladder = town.open()
    said = record_at_once(town, ladder, patch=UNHELD, hold="commkit_ladders_place")
    before = town.computed(ladder)
    town.do(SYSTEM, ReplayLadder(ladder))
    assert town.computed(ladder) != before, said


@pytest.mark.slow
def test_a_game_that_all_confirm_at_once_counts_once(town: Any) -> None:
    ladder = town.open()
    game = town.do("ada", ReportGame(ladder, town.sides("ada", "bob", "cid", "dan", "eve")))
    works = [(key, "session.do(ConfirmGame(ids[0])).state.value") for key in ("bob", "cid", "dan", "eve") * 2]
    said = at_once_in_processes(town, PRELUDE, works, ids=[game.id])
    assert set(said) <= {"reported", "counted"}, said
    assert "counted" in said
    assert town.place(ladder, "ada").games == 1


def test_two_results_at_once_count_in_the_order_of_their_time(town: Any) -> None:
    ladder = town.open()
    at = town.clock()
    outcomes = town.at_once(
        lambda: town.play(ladder, "ada", "bob", at=at), lambda: town.play(ladder, "cid", "ada", at=at)
    )
    assert town.place(ladder, "ada").games == 2, outcomes
    before = town.computed(ladder)
    town.do(SYSTEM, ReplayLadder(ladder))
    assert town.computed(ladder) == before
