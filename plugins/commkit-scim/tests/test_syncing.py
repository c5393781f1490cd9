"""A directory that sends its people and groups again, in another order, changes nothing."""

import random
from typing import Any

import pytest

from commkit.testing.snapshots import snapshot

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
DEPARTMENTS = ("Mill", "Bakery", "Shop")


def person(number: int) -> dict[str, Any]:
    return {
        "schemas": [USER, ENTERPRISE],
        "userName": f"person-{number}@example.org",
        "externalId": f"x{number}",
        "displayName": f"Person {number}",
        "active": number % 10 != 0,
        ENTERPRISE: {"department": DEPARTMENTS[number % 3]},
    }


def synchronise(directory: Any, people: int, order: random.Random) -> None:
    """What directories do: look for each by name, create who is not there, and say everything of who is."""
    numbers = list(range(people))
    order.shuffle(numbers)
    ids = []
    for number in numbers:
        said = person(number)
        got = directory.send("POST", "/Users", said)
        if got.status == 409:
            filter = f'filter=userName eq "{said["userName"].upper()}"&attributes=id'
            (known,) = directory.send("GET", "/Users", query=filter).body["Resources"]
            got = directory.send("PUT", f"/Users/{known['id']}", said)
        assert got.status in (200, 201), got
        ids.append(got.body["id"])
    for name in DEPARTMENTS:
        said = {
            "schemas": [GROUP],
            "displayName": name,
            "members": [
                {"value": id}
                for number, id in zip(numbers, ids, strict=True)
                if DEPARTMENTS[number % 3] == name
            ],
        }
        known = directory.send(
            "GET", "/Groups", query=f'filter=displayName eq "{name}"&excludedAttributes=members'
        ).body["Resources"]
        path = f"/Groups/{known[0]['id']}" if known else "/Groups"
        got = directory.send("PUT" if known else "POST", path, said)
        assert got.status in (200, 201), got.body


@pytest.mark.parametrize("people", [60, pytest.param(10_000, marks=pytest.mark.slow)])
def test_the_second_time_changes_nothing(sqlite_town: Any, people: int) -> None:
    """The control: one other word of one person is seen in the database."""
    town = sqlite_town
    directory = town.directory()
    synchronise(directory, people, random.Random(1))
    before = snapshot(town.kit)
    synchronise(directory, people, random.Random(2))
    assert snapshot(town.kit) == before
    (one,) = directory.send("GET", "/Users", query='filter=externalId eq "x1"').body["Resources"]
    directory.patch(f"/Users/{one['id']}", {"op": "replace", "path": "title", "value": "Baker"})
    assert snapshot(town.kit) != before
