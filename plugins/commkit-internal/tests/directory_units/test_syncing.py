"""A directory that sends its people in any order leaves one tree, and sent again it changes nothing."""

import random
from collections import Counter
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


def test_another_order_leaves_the_same_tree_and_the_second_time_changes_nothing(sqlite_town: Any) -> None:
    check_twice(sqlite_town, 120)


@pytest.mark.slow
@pytest.mark.postgres
def test_on_postgresql_another_order_leaves_the_same_tree_too(postgres_town: Any) -> None:
    check_twice(postgres_town, 400)


def check_twice(town: Any, people: int) -> None:
    """The control: one other department of one person is seen in the database."""
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


def synchronise_all(directory: Any, people: int, seed: int) -> None:
    """Read all that are there page by page, then send everybody: who is not there yet after whom they report to."""
    known = known_users(directory)
    numbers = list(range(people))
    random.Random(seed).shuffle(numbers)
    if not known:
        numbers.sort(
            key=lambda number: (number != 0, number >= DEPARTMENTS)
        )  # else in the order of the shuffle
    for number in numbers:
        id = known.get(number)
        path, method = (f"/Users/{id}", "PUT") if id else ("/Users", "POST")
        answer = directory.send(method, path, person(number, known, people))
        assert answer.status in (200, 201), answer
        known[number] = answer.body["id"]


def known_users(directory: Any) -> dict[int, str]:
    """The ids of all that the community has, by the numbers in their names."""
    found: dict[int, str] = {}
    while True:
        query = f"startIndex={len(found) + 1}&count=200&attributes=userName"
        page = directory.send("GET", "/Users", query=query).body
        found |= {
            int(each["userName"].removeprefix("person-")): each["id"] for each in page.get("Resources", ())
        }
        if len(found) >= page["totalResults"]:
            return found


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_ten_thousand_people_sent_again_in_another_order_change_nothing(sqlite_town: Any) -> None:
    """The second time writes no row and asks as many statements for each person, however many there are.

    The control: the first time has written all of it, and one other department of one person is seen in the database.
    """
    town, people = sqlite_town, 10_000
    directory = town.directory()
    synchronise_all(directory, people, seed=1)
    assert {path: (len(inside), lead) for path, (inside, lead) in town.tree().items()} == expected(people)
    before = snapshot(town.kit)
    assert len(before["commkit_outbox"]) >= people  # the facts that were told
    statements = Counter[str]()
    town.kit.database.observer = lambda sql: statements.update((sql.split(" ", 1)[0],))
    synchronise_all(directory, people, seed=2)
    town.kit.database.observer = None
    assert snapshot(town.kit) == before
    assert set(statements) == {"SELECT"}
    assert statements.total() < 6 * people
    directory.say({"id": known_users(directory)[1]}, ("replace", "department", "Shop"))
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
