"""Eight processes at once: nobody commends more often than they may on a day, nor one member more often."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import AddMember
from commkit_gaming import LADDER, ListMyCommendations
from commkit_ladders import GameSide, OpenLadder, RecordGame
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
from commkit_gaming import *
def kit_of(url, clock):
    return Kit(url, plugins=[Gaming()], clock=clock)
"""
COMMEND = "session.do(CommendPlayer(ids[{0}], 'fair_play', 'game', ids[{1}])).kind"
NOT_HELD = """
from commkit_gaming.commendations import handlers
handlers.lock_member = lambda context, member: True
"""


def after_eight(town: Any, *, one_member: bool, patch: str = "", hold: str = "") -> tuple[list[str], int]:
    """What ada hears who commends eight times at once, and how often she has then."""
    held = town.do("org", OpenLadder(LADDER, title="Season", rules="play"))
    names = [f"player-{number}" for number in range(PROCESSES)]
    players = [town.do(SYSTEM, AddMember(name)).id for name in names]
    sides = (GameSide((town.member("ada"),), 1), GameSide(tuple(players), 2))
    games = [town.do("org", RecordGame(held.id, sides)).id for _ in range(PROCESSES)]
    ids = [*players, *games]
    works = [
        ("ada", COMMEND.format(0 if one_member else each, PROCESSES + each)) for each in range(PROCESSES)
    ]
    said = at_once_in_processes(town, PRELUDE, works, ids=ids, patch=patch, hold=hold)
    return said, len(town.ask("ada", ListMyCommendations(given=True)).items)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one_member", "most", "code"),
    [(False, 5, "gaming.too_many_commendations"), (True, 2, "gaming.commended_often")],
)
def test_eight_processes_never_commend_more_often_than_allowed(
    town: Any, one_member: bool, most: int, code: str
) -> None:
    said, given = after_eight(town, one_member=one_member)
    assert given == most, said
    assert sorted(said) == ["fair_play"] * most + [code] * (PROCESSES - most)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("one_member", [False, True])
def test_control_where_the_giver_is_not_held_all_of_them_do(postgres_town: Any, one_member: bool) -> None:
    said, given = after_eight(
        postgres_town, one_member=one_member, patch=NOT_HELD, hold="INSERT INTO commkit_gaming_commendation"
    )
    assert given == PROCESSES, said
