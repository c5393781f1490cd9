"""A directory that sends its people in any order leaves one tree, and sent again it changes nothing."""

import random
from typing import Any

import pytest

from commkit.testing.snapshots import snapshot
from tests.scim_directory import ENTERPRISE, USER

DEPARTMENTS = 40


def person(number: int, ids: dict[int, str], people: int) -> dict[str, Any]:
    """Of 40 departments in 4 divisions; who has a number below 40 leads the one of that number; some have no access."""
    department = number % DEPARTMENTS
    lead = department if number >= DEPARTMENTS else 0
    said: dict[str, Any] = {
        "organization": "Acme",
        "division": f"Division {department % 4}",
        "department": f"Department {department}",
    }
    if lead in ids and number != 0:
        said["manager"] = {"value": ids[lead]}
    return {
        "schemas": [USER, ENTERPRISE],
        "userName": f"person-{number}",
        "active": number < DEPARTMENTS or number % 10 != 0,
        ENTERPRISE: said,
    }


def synchronise(directory: Any, people: int, seed: int) -> None:
    """Look for each by name, create who is not there, and say everything of who is; then managers who came later."""
    numbers, ids = list(range(people)), dict[int, str]()
    random.Random(seed).shuffle(numbers)
    late = []
    for number in numbers:
        got = directory.send("GET", "/Users", query=f'filter=userName eq "person-{number}"&attributes=id')
        for known in got.body["Resources"]:
            ids[number] = known["id"]
        said = person(number, ids, people)
        path, method = (f"/Users/{ids[number]}", "PUT") if number in ids else ("/Users", "POST")
        if number in ids and "manager" not in said[ENTERPRISE] and number != 0:
            late.append(number)  # the manager was not looked for yet: say nothing of them until they are
            continue
        answer = directory.send(method, path, said)
        assert answer.status in (200, 201), answer
        ids[number] = answer.body["id"]
        if "manager" not in said[ENTERPRISE] and number != 0:
            late.append(number)
    for number in late:
        answer = directory.send("PUT", f"/Users/{ids[number]}", person(number, ids, people))
        assert answer.status == 200, answer


def expected(people: int) -> dict[str, tuple[int, str | None]]:
    """How many are in each unit, and who leads it."""
    found: dict[str, tuple[int, str | None]] = {"Acme": (0, None)}
    for division in range(4):
        found[f"Acme/Division {division}"] = (0, None)
    for department in range(DEPARTMENTS):
        inside = [n for n in range(department, people, DEPARTMENTS) if n < DEPARTMENTS or n % 10 != 0]
        reports = [n for n in inside if n >= DEPARTMENTS]
        lead = department if reports else (0 if department else None)
        found[f"Acme/Division {department % 4}/Department {department}"] = (
            len(inside),
            f"person-{lead}" if lead is not None else None,
        )
    return found


@pytest.mark.parametrize("people", [120, pytest.param(2_000, marks=pytest.mark.slow)])
def test_another_order_leaves_the_same_tree_and_the_second_time_changes_nothing(
    sqlite_town: Any, people: int
) -> None:
    """The control: one other department of one person is seen in the database."""
    town = sqlite_town
    directory = town.directory()
    synchronise(directory, people, seed=1)
    assert {path: (len(inside), lead) for path, (inside, lead) in town.tree().items()} == expected(people)
    before = snapshot(town.kit)
    synchronise(directory, people, seed=2)
    assert snapshot(town.kit) == before
    query = 'filter=userName eq "person-1"&attributes=id'
    (one,) = directory.send("GET", "/Users", query=query).body["Resources"]
    directory.say(one, ("replace", "department", "Shop"))
    assert snapshot(town.kit) != before


@pytest.mark.slow
def test_every_order_leaves_the_same_tree(sqlite_town: Any) -> None:
    """Each order in a database of its own would take long, so the people are removed between two orders."""
    town, directory = sqlite_town, sqlite_town.directory()
    seen = []
    for seed in range(3):
        synchronise(directory, 60, seed)
        seen.append(town.tree())
        for each in directory.send("GET", "/Users", query="attributes=id&count=200").body["Resources"]:
            assert directory.send("DELETE", f"/Users/{each['id']}").status == 204
        assert not [path for path, (inside, lead) in town.tree().items() if inside or lead]
    assert seen[0] == seen[1] == seen[2]
