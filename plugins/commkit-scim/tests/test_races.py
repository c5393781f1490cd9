"""Two requests at once about one user or one group: one after the other, none lost; with a control that loses."""

from typing import Any

import pytest

from commkit_scim.users import handlers

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ATTRIBUTES = ("title", "nickName", "locale", "timezone", "userType", "displayName")


def _patches(directory: Any, path: str) -> list[Any]:
    return [
        lambda name=name: directory.patch(path, {"op": "replace", "path": name, "value": "x"})
        for name in ATTRIBUTES
    ]


def test_changes_of_one_user_at_once_are_all_kept(town: Any) -> None:
    directory = town.directory()
    path = f"/Users/{directory.user('dana')['id']}"
    answers = town.at_once(*_patches(directory, path))
    assert {answer.status for answer in answers} == {200}, answers
    got = directory.send("GET", path).body
    assert [got[name] for name in ATTRIBUTES] == ["x"] * len(ATTRIBUTES)
    assert got["meta"]["version"] == f'W/"{1 + len(ATTRIBUTES)}"'


@pytest.mark.postgres
def test_the_control_without_versions_loses_changes(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the comparison of versions under the lock, what was read earlier is written over what came between."""
    town = postgres_town
    locked = handlers._locked
    monkeypatch.setattr(handlers, "_locked", lambda context, user, version: locked(context, user, None))
    directory, lost = town.directory(), 0
    for number in range(10):
        path = f"/Users/{directory.user(f'dana-{number}')['id']}"
        town.at_once(*_patches(directory, path))
        got = directory.send("GET", path).body
        lost += sum(got.get(name) != "x" for name in ATTRIBUTES)
    assert lost


def test_one_person_who_is_sent_twice_at_once_is_provisioned_once(town: Any) -> None:
    directory = town.directory()
    for number in range(5):
        body = {"schemas": [USER], "userName": f"dana-{number}"}
        answers = town.at_once(*[lambda body=body: directory.send("POST", "/Users", body)] * 3)
        assert sorted(answer.status for answer in answers) == [201, 409, 409], answers


def test_members_who_come_and_go_at_once(town: Any) -> None:
    directory = town.directory()
    users = [directory.user(f"user-{number}") for number in range(6)]
    night = directory.group("Night shift", *users[:3])
    path = f"/Groups/{night['id']}"

    def change(op: str, user: dict[str, Any]) -> Any:
        return lambda: directory.patch(path, {"op": op, "path": "members", "value": [{"value": user["id"]}]})

    works = [change("remove", each) for each in users[:3]] + [change("add", each) for each in users[3:]]
    assert {answer.status for answer in town.at_once(*works)} == {204}
    got = directory.send("GET", path).body
    assert {each["value"] for each in got["members"]} == {each["id"] for each in users[3:]}
