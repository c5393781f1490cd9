"""Processes at once: a scrim is answered once, whoever answers, withdraws or disbands."""

from datetime import timedelta
from typing import Any

import pytest

from commkit_gaming import AskForScrim, GuildRank, ReadScrim
from tests.processes import at_once_in_processes

PRELUDE = """
from commkit_gaming import *
def kit_of(url, clock):
    return Kit(url, plugins=[Gaming()], clock=clock)
"""
DO = "session.do({0}(ids[0])).state.value"
OFFICERS = [("bob", DO.format("AcceptScrim")), ("dan", DO.format("DeclineScrim"))]
AGAINST = [("bob", DO.format("AcceptScrim")), ("ada", DO.format("WithdrawScrim"))]
OVER = "gaming.wrong_scrim_state"
UNHELD = """
from sqlalchemy import bindparam, select
from commkit.storage import Id, statement
from commkit_gaming import Scrim
from commkit_gaming.scrims import statements
from commkit_gaming.tables import scrim
columns = tuple(scrim.c[name] for name in Scrim.__annotations__)
this = (scrim.c.community_id == bindparam("community_id", type_=Id)) & (scrim.c.id == bindparam("id", type_=Id))
statements.LOCKED = statement(lambda: select(*columns).where(this), into=Scrim)
"""


def answered(town: Any, works: list[tuple[str, str]], *, patch: str = "", hold: str = "") -> tuple[Any, ...]:
    """What those hear who answer a scrim at once, and what it is at then."""
    owls, bats = town.guild(), town.guild("bob", "bat")
    town.enter(bats, "dan", rank=GuildRank.OFFICER, leader="bob")
    at = town.clock() + timedelta(days=1)
    made = town.do("ada", AskForScrim(owls.id, bats.id, game="Go", starts_at=at))
    said = at_once_in_processes(town, PRELUDE, works, ids=[made.id, bats.id], patch=patch, hold=hold)
    return said, town.ask("ada", ReadScrim(made.id)).state.value


@pytest.mark.slow
@pytest.mark.parametrize("works", [OFFICERS, AGAINST])
def test_a_scrim_is_answered_once(town: Any, works: list[tuple[str, str]]) -> None:
    said, state = answered(town, works)
    assert sorted(said) == sorted([state, OVER]), said


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("works", [OFFICERS, AGAINST])
def test_control_a_scrim_that_is_not_held_is_answered_twice(
    postgres_town: Any, works: list[tuple[str, str]]
) -> None:
    said, _ = answered(postgres_town, works, patch=UNHELD, hold="UPDATE commkit_gaming_scrim")
    assert OVER not in said, said


@pytest.mark.slow
def test_whoever_accepts_while_a_guild_is_disbanded_has_no_scrim(town: Any) -> None:
    works = [OFFICERS[0], ("bob", "session.do(DisbandGuild(ids[1]))")]
    _, state = answered(town, works)
    assert state == "cancelled"
