"""Groups over the protocol, and the groups of the community that are kept in step."""

from typing import Any
from uuid import UUID

import pytest

from commkit import SYSTEM, Denied
from commkit.members import AddGroupMember, GroupId, ListGroupMembers, ListGroups

GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def in_kept_group(town: Any, group: dict[str, Any]) -> list[str]:
    with town.kit.session(SYSTEM, "office", read_only=True) as session:
        page = session.ask(ListGroupMembers(GroupId(UUID(group["id"])), limit=100))
    return sorted(each.key for each in page.items)


def told(directory: Any, group: dict[str, Any]) -> set[str]:
    got = directory.send("GET", f"/Groups/{group['id']}")
    assert got.status == 200
    return {each["value"] for each in got.body.get("members", ())}


def members(*users: dict[str, Any]) -> list[dict[str, str]]:
    return [{"value": each["id"]} for each in users]


def test_a_group_is_kept_with_its_members(town: Any) -> None:
    directory = town.directory()
    dana, eve = directory.user("dana"), directory.user("eve")
    night = directory.group("Night shift", dana)
    assert in_kept_group(town, night) == ["dana"]
    (kept,) = [each for each in town.ask("dana", ListGroups()) if each.kept_by]
    assert (kept.title, kept.kept_by, kept.member_count) == ("Night shift", "scim.directory", 1)
    assert town.ask("eve", ListGroups()) == ()
    with pytest.raises(Denied):
        town.do(SYSTEM, AddGroupMember(kept.id, town.member("eve")))
    got = directory.send(
        "PUT",
        f"/Groups/{night['id']}",
        {"schemas": [GROUP], "displayName": "Day shift", "members": members(eve)},
    )
    assert got.status == 200
    assert in_kept_group(town, night) == ["eve"]
    assert town.ask("eve", ListGroups())[0].title == "Day shift"
    assert directory.send("DELETE", f"/Groups/{night['id']}").status == 204
    assert town.ask("eve", ListGroups()) == ()
    assert directory.send("GET", f"/Groups/{night['id']}").status == 404


def test_members_come_and_go_as_directories_say_it(town: Any) -> None:
    directory = town.directory()
    dana, eve, finn = (directory.user(name) for name in ("dana", "eve", "finn"))
    night = directory.group("Night shift")
    path = f"/Groups/{night['id']}"

    def ids(*users: dict[str, Any]) -> set[str]:
        return {each["id"] for each in users}

    assert directory.patch(path, {"op": "Add", "path": "members", "value": members(dana, eve)}).status == 204
    assert told(directory, night) == ids(dana, eve)
    one = f'members[value eq "{dana["id"]}"]'
    assert directory.patch(path, {"op": "remove", "path": one}).status == 204
    assert told(directory, night) == ids(eve)
    assert directory.patch(path, {"op": "Remove", "path": "members", "value": members(eve)}).status == 204
    assert told(directory, night) == set()
    assert directory.patch(path, {"op": "replace", "value": {"members": members(finn)}}).status == 204
    assert told(directory, night) == ids(finn)
    several = (
        {"op": "add", "path": "members", "value": members(dana)},
        {"op": "remove", "path": "members"},
        {"op": "add", "path": "members", "value": members(eve)},
        {"op": "replace", "path": "displayName", "value": "Late shift"},
    )
    assert directory.patch(path, *several).status == 204
    assert told(directory, night) == ids(eve)
    assert in_kept_group(town, night) == ["eve"]
    unusual = f'members[not (value eq "{dana["id"]}")]'
    assert directory.patch(path, {"op": "remove", "path": unusual}).status == 204
    assert told(directory, night) == set()


def test_what_is_said_already_changes_nothing(town: Any) -> None:
    directory = town.directory()
    dana, eve = directory.user("dana"), directory.user("eve")
    night = directory.group("Night shift", dana)
    path = f"/Groups/{night['id']}"
    for operation in (
        {"op": "add", "path": "members", "value": members(dana)},
        {"op": "replace", "path": "members", "value": members(dana)},
        {"op": "remove", "path": "members", "value": members(eve)},
        {"op": "replace", "path": "displayName", "value": "Night shift"},
    ):
        assert directory.patch(path, operation).headers["etag"] == 'W/"1"'


def test_who_has_no_access_is_in_the_directory_and_not_in_the_kept_group(town: Any) -> None:
    directory = town.directory()
    dana = directory.user("dana", active=False)
    night = directory.group("Night shift", dana)
    assert told(directory, night) == {dana["id"]}
    assert in_kept_group(town, night) == []
    path = f"/Users/{dana['id']}"
    directory.patch(path, {"op": "replace", "path": "active", "value": True})
    assert in_kept_group(town, night) == ["dana"]
    directory.send("DELETE", path)
    assert told(directory, night) == set()
    assert in_kept_group(town, night) == []


@pytest.mark.parametrize(
    "member",
    [
        {"value": "00000000-0000-7000-8000-000000000000"},
        {"value": "dana"},
        {"value": 7},
        {"display": "dana"},
        "dana",
        {"value": "00000000-0000-7000-8000-000000000000", "type": "Group"},
    ],
)
def test_nobody_else_is_a_member(town: Any, member: Any) -> None:
    directory = town.directory()
    night = directory.group("Night shift")
    got = directory.patch(f"/Groups/{night['id']}", {"op": "add", "path": "members", "value": [member]})
    assert (got.status, got.body["scimType"]) == (400, "invalidValue"), got
    got = directory.send("POST", "/Groups", {"schemas": [GROUP], "displayName": "x", "members": [member]})
    assert got.status == 400


def test_the_members_of_a_group_cost_the_same_however_many_they_are(sqlite_town: Any) -> None:
    town = sqlite_town
    directory = town.directory()
    users = [directory.user(f"user-{number}") for number in range(30)]
    counts = []
    for some in (users[:2], users):
        night = directory.group("Night shift")
        path = f"/Groups/{night['id']}"
        operations = (
            {"op": "add", "path": "members", "value": members(*some)},
            {"op": "remove", "path": "members", "value": members(*some[1:])},
            {"op": "add", "path": "members", "value": members(*some)},
            {"op": "remove", "path": "members"},
        )
        for operation in operations:
            with town.counted() as seen:
                assert directory.patch(path, operation).status == 204
            counts.append(len(seen))
        with town.counted() as seen:
            directory.send("GET", "/Groups")
        counts.append(len(seen))
        assert in_kept_group(town, night) == []
    assert counts[:5] == counts[5:], counts
