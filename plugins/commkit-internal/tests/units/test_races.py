"""Org units that are changed at the same time keep one tree, and groups that fit it."""

from typing import Any

import pytest

from commkit import CommkitError
from commkit_internal import EndPlacement, ListUnitMembers, ListUnits, MoveUnit, PlaceMember
from tests.processes import at_once_in_processes

PRELUDE = """
from uuid import UUID
from commkit_internal import Internal, MoveUnit, PlaceMember

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)

def given(result):
    return "done"
"""
WITHOUT_LOCKS = """
from sqlalchemy import select
from commkit.storage import statement
from commkit_internal.tables import unit
from commkit_internal.units import statements as sql

sql.LOCK_TREE = sql.LOCK_FOR_PLACING = statement(lambda: select(unit.c.id).limit(1))
"""


def move_in_processes(town: Any, moves: list[tuple[Any, Any]], **how: str) -> list[str]:
    """Move units below others, each in a process of its own."""
    works = [
        ("pat", f"given(session.do(MoveUnit(UUID('{unit.id}'), UUID('{parent.id}'))))")
        for unit, parent in moves
    ]
    return at_once_in_processes(town, PRELUDE, works, **how)


def circle(town: Any) -> list[tuple[Any, Any]]:
    """Eight units, each of which is moved below the next one."""
    units = [town.unit(f"Unit {number}") for number in range(8)]
    return list(zip(units, [*units[1:], units[0]], strict=True))


@pytest.mark.slow
def test_units_moved_below_each_other_make_no_circle(town: Any) -> None:
    assert move_in_processes(town, circle(town)).count("done") == 7
    assert [unit.parent for unit in town.ask("pat", ListUnits())].count(None) == 1


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_lock_they_make_a_circle(postgres_town: Any) -> None:
    """SQLite has one writer at a time, with the lock and without."""
    moves = circle(postgres_town)
    assert move_in_processes(postgres_town, moves, patch=WITHOUT_LOCKS, hold="UPDATE").count("done") == 8


def test_groups_fit_the_tree_while_units_and_members_move(town: Any) -> None:
    company, other = town.unit("Company"), town.unit("Other")
    team = town.unit("Team", company.id)
    ada = town.member("ada")
    for _ in range(3):
        town.at_once(
            lambda: town.do("pat", PlaceMember(ada, team.id)),
            lambda: town.do("stew", MoveUnit(team.id, other.id)),
            lambda: town.do("sten", PlaceMember(ada, company.id)),
            lambda: town.do("owner", EndPlacement(ada)),
        )
        for unit in (company, other, team):
            page = town.ask("pat", ListUnitMembers(unit=unit.id, below=True))
            assert town.in_group(unit.id) == {placed.member for placed in page.items}
        town.do("pat", MoveUnit(team.id, company.id))


def test_a_member_placed_twice_at_once_is_in_one_unit(town: Any) -> None:
    units = [town.unit(f"Unit {number}") for number in range(4)]
    ada = town.member("ada")
    outcomes = town.at_once(*[lambda unit=unit: town.do("pat", PlaceMember(ada, unit.id)) for unit in units])
    assert not [outcome for outcome in outcomes if isinstance(outcome, CommkitError)]
    assert sum(ada in town.in_group(unit.id) for unit in units) == 1
