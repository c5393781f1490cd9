"""People of one department who come at the same moment: it is made once, and who leads it is found out in turn."""

from typing import Any

import pytest
from sqlalchemy import text

from commkit_internal import ListDirectoryUnits
from tests.processes import at_once_in_processes

PRELUDE = """
from attrs import evolve
from commkit import MemberId
from commkit_internal import DirectoryUnitSettings, Internal
from commkit_scim import ChangeUser, DirectoryProfile, ProvisionUser, ReadUser, Scim

def kit_of(url, clock):
    return Kit(url, plugins=[Scim(), Internal(directory=DirectoryUnitSettings(managers=True))], clock=clock)

def name(session, user, manager):
    profile = evolve(session.ask(ReadUser(user=user)).profile, manager=manager)
    session.do(ChangeUser(user=user, profile=profile, active=True))
    return "done"

def move(session, user, manager):
    profile = evolve(session.ask(ReadUser(user=user)).profile, division="Acme", department="Sales", manager=manager)
    session.do(ChangeUser(user=user, profile=profile, active=True))
    return "done"

def person(session, name, manager=None, department="Sales"):
    profile = DirectoryProfile(user_name=name, division="Acme", department=department, manager=manager)
    session.do(ProvisionUser(profile=profile))
    return "done"
"""
WITHOUT_LOCK = """
from sqlalchemy import select
from commkit.storage import statement
from commkit_internal.tables import unit
from commkit_internal.units import statements as sql

sql.LOCK_FOR_PLACING = statement(lambda: select(unit.c.id).limit(1))
"""
SHARED_LOCK = """
from sqlalchemy import bindparam, select
from commkit.storage import Id, statement
from commkit_internal.tables import unit
from commkit_internal.units import statements as sql

sql.LOCK_FOR_PLACING = statement(
    lambda: (
        select(unit.c.id)
        .where(
            unit.c.community_id == bindparam("community_id"),
            unit.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        )
        .order_by(unit.c.id)
        .with_for_update(read=True)
    )
)
"""


def report(town: Any, people: list[Any], managers: list[Any], **how: str) -> list[str]:
    """Let some name their managers, each in a process of its own."""
    works = [("SYSTEM", f"name(session, ids[{n}], ids[{n + len(people)}])") for n in range(len(people))]
    return at_once_in_processes(town, PRELUDE, works, ids=[each["id"] for each in people + managers], **how)


def sales(town: Any) -> tuple[list[Any], list[Any]]:
    """Two people of one unit who name nobody yet, and two who may lead it."""
    company = town.directory()
    people = [company.person(name, "Acme", "Sales") for name in ("dana", "eve")]
    return people, [company.person(name) for name in ("one", "two")]


@pytest.mark.slow
def test_a_department_is_made_once(town: Any) -> None:
    boss = town.directory().person("boss")
    works = [("SYSTEM", f"person(session, 'user-{number}', ids[0])") for number in range(4)]
    assert at_once_in_processes(town, PRELUDE, works, ids=[boss["id"]]) == ["done"] * 4
    names = sorted(f"user-{number}" for number in range(4))
    assert town.tree() == {"Acme": ([], None), "Acme/Sales": (names, "boss")}


@pytest.mark.slow
def test_who_names_another_manager_at_the_same_moment_is_heard(town: Any) -> None:
    assert report(town, *sales(town)) == ["done"] * 2
    assert town.tree()["Acme/Sales"][1] is None
    (kept,) = (each for each in town.ask("pat", ListDirectoryUnits()).items if each.path == "Acme / Sales")
    assert kept.is_disputed


def disputed(town: Any) -> tuple[list[Any], list[Any]]:
    """Two people of one unit who name different managers, and one whom both will name."""
    company = town.directory()
    one, two, three = [company.person(name) for name in ("one", "two", "three")]
    people = [
        company.person(name, "Acme", "Sales", manager=manager)
        for name, manager in (("dana", one), ("eve", two))
    ]
    assert town.tree()["Acme/Sales"][1] is None
    return people, [three, three]


@pytest.mark.slow
def test_who_comes_to_name_the_same_manager_at_the_same_moment_is_heard(town: Any) -> None:
    assert report(town, *disputed(town)) == ["done"] * 2
    assert town.tree()["Acme/Sales"][1] == "three"


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_lock_each_hears_itself_alone(postgres_town: Any) -> None:
    """Each sees the other's old manager, finds that the dispute goes on, and waits with that for the other.

    Nothing else decides between them: the tree is locked only where another manager is set. SQLite has one writer at a
    time, with the lock and without.
    """
    town = postgres_town
    assert (
        report(town, *disputed(town), patch=WITHOUT_LOCK, hold="INSERT INTO commkit_outbox") == ["done"] * 2
    )
    assert town.tree()["Acme/Sales"][1] is None


def moved(town: Any, people: int, **how: str) -> tuple[list[str], int]:
    """Let people with one manager come into a unit, each in a process of its own; and how many deadlocks there were."""
    company = town.directory()
    boss = company.person("boss")
    company.person("ada", "Acme", "Sales")
    coming = [company.person(f"person-{number}", "Acme", f"Old {number}") for number in range(people)]
    works = [("SYSTEM", f"move(session, ids[{number}], ids[-1])") for number in range(people)]
    before = deadlocks(town)
    said = at_once_in_processes(town, PRELUDE, works, ids=[each["id"] for each in [*coming, boss]], **how)
    return said, deadlocks(town) - before


def deadlocks(town: Any) -> int:
    """How many there have been; processes that have ended have told theirs."""
    with town.kit.database.engine.connect() as connection:
        query = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(connection.execute(query).scalar_one())


@pytest.mark.slow
@pytest.mark.postgres
def test_people_who_come_into_one_unit_at_the_same_moment_do_not_wait_for_each_other_in_a_circle(
    postgres_town: Any,
) -> None:
    """All have read where they are before the first of them locks a unit."""
    town = postgres_town
    assert moved(town, 8, hold="SELECT commkit_internal_directory_placement.member") == (["done"] * 8, 0)
    names = sorted(["ada", *(f"person-{number}" for number in range(8))])
    assert town.tree()["Acme/Sales"] == (names, "boss")


@pytest.mark.slow
@pytest.mark.postgres
def test_control_with_a_shared_lock_one_is_given_up_and_done_again(postgres_town: Any) -> None:
    """Both share the lock of the unit. Who changes its manager waits for the other, and that one for its group."""
    said, given_up = moved(postgres_town, 2, patch=SHARED_LOCK, hold="UPDATE commkit_group ")
    assert said == ["done"] * 2
    assert given_up
