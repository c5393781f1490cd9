"""People over the protocol: provisioned, changed, deactivated at once, found again with what they wrote."""

from typing import Any
from uuid import UUID

import pytest

from commkit import SYSTEM, Denied, MemberId, NotFound
from commkit.members import AssignRole, LeaveCommunity, ListGroupMembers, ListMembers, RestrictMember
from commkit.posts import CreateThread, ReadPost
from commkit.privacy import ErasePerson, ExportPerson
from commkit_scim import ChangeUser, DirectoryProfile, ProvisionUser, ReadUser

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def inside(town: Any) -> dict[str, tuple[str, str]]:
    page = town.ask(SYSTEM, ListMembers(limit=100))
    return {each.key: (each.name, each.role) for each in page.items}


def replace(path: str, value: Any) -> dict[str, Any]:
    return {"op": "Replace", "path": path, "value": value}


def test_who_is_provisioned_is_a_member_with_the_name_of_the_directory(town: Any) -> None:
    directory = town.directory()
    made = directory.user("dana@example.org", name={"givenName": "Dana", "familyName": "Dee"}, title="Baker")
    assert made["meta"]["version"] == 'W/"1"'
    assert inside(town)["dana@example.org"] == ("Dana Dee", "member")
    got = directory.send("GET", f"/Users/{made['id']}")
    assert got.status == 200
    assert got.headers["etag"] == 'W/"1"'
    assert got.headers["content-type"] == "application/scim+json"
    assert got.body == made


def test_who_is_a_member_already_is_taken_over_with_their_role(town: Any) -> None:
    directory = town.directory()
    with town.kit.session("stew", "office") as session:
        before = session.member
    made = directory.user("stew", displayName="Stew Ard")
    assert made["id"] == str(before)
    assert inside(town)["stew"] == ("Stew Ard", "steward")


def test_somebody_is_provisioned_once_whatever_the_case(town: Any) -> None:
    directory = town.directory()
    directory.user("dana")
    got = directory.send("POST", "/Users", {"schemas": [USER], "userName": "DANA"})
    assert (got.status, got.body["scimType"]) == (409, "uniqueness")


@pytest.mark.postgres
@pytest.mark.parametrize("end", ["patch", "put", "delete", "nothing"])
def test_a_session_that_is_open_is_refused_at_its_commit(postgres_town: Any, end: str) -> None:
    """`nothing` is the control: without the end of access the same session keeps what it does."""
    town = postgres_town
    directory = town.directory()
    dana = directory.user("dana")
    told = None
    try:
        with town.kit.session("dana", "office") as session:
            assert session.role == "member"
            if end != "nothing":
                _end(directory, end, f"/Users/{dana['id']}")
            session.do(CreateThread(kind="note", title="More", body="Bread."))
    except Denied as error:
        told = error.code
    assert told == (None if end == "nothing" else "members.membership_changed")


@pytest.mark.parametrize("end", ["patch", "put", "delete"])
def test_who_has_no_access_writes_nothing(town: Any, end: str) -> None:
    directory = town.directory()
    dana = directory.user("dana")
    post = town.do("dana", CreateThread(kind="note", title="Bread", body="It rose."))
    _end(directory, end, f"/Users/{dana['id']}")
    assert "dana" not in inside(town)
    with pytest.raises(Denied):
        town.do("dana", CreateThread(kind="note", title="More", body="Bread."))
    assert town.ask("ada", ReadPost(post.id)).body == "It rose."
    known = directory.send("GET", f"/Users/{dana['id']}")
    assert known.status == 404 if end == "delete" else known.body["active"] is False


def _end(directory: Any, end: str, path: str) -> None:
    if end == "patch":
        assert directory.patch(path, replace("active", "False")).status == 200
    elif end == "put":
        assert (
            directory.send("PUT", path, {"schemas": [USER], "userName": "dana", "active": False}).status
            == 200
        )
    else:
        assert directory.send("DELETE", path).status == 204


def test_who_comes_back_is_the_same_person_with_the_role_of_the_directory(make_town: Any) -> None:
    town = make_town(roles=("member", "lead"))
    directory = town.directory()
    dana = directory.user("dana", roles=[{"value": "lead"}], displayName="Dana")
    night = directory.group("Night shift", dana)
    path = f"/Users/{dana['id']}"
    assert inside(town)["dana"] == ("Dana", "lead")
    assert directory.patch(path, replace("active", False)).body["active"] is False
    assert directory.patch(path, {"op": "replace", "value": {"active": True}}).body["active"] is True
    assert inside(town)["dana"] == ("Dana", "lead")
    with town.kit.session("dana", "office", read_only=True) as session:
        assert str(session.member) == dana["id"]
        assert [str(each.id) for each in session.ask(ListGroupMembers(UUID(night["id"]))).items] == [
            dana["id"]
        ]
    again = directory.send("POST", "/Users", {"schemas": [USER], "userName": "eve", "active": False})
    assert "eve" not in inside(town)
    assert directory.patch(f"/Users/{again.body['id']}", replace("active", True)).status == 200
    assert inside(town)["eve"] == ("eve", "member")
    assert directory.send("DELETE", f"/Users/{again.body['id']}").status == 204
    assert directory.user("eve")["id"] == again.body["id"]


def test_the_last_owner_stays_whoever_says_otherwise(town: Any) -> None:
    for of_agent in (False, True):
        directory = town.directory(of_agent=of_agent)
        got = directory.send("POST", "/Users", {"schemas": [USER], "userName": "owner"})
        owner = (
            got.body["id"]
            if got.status == 201
            else directory.send("GET", "/Users", query='filter=userName eq "owner"').body["Resources"][0][
                "id"
            ]
        )
        for refused in (
            directory.patch(f"/Users/{owner}", replace("active", False)),
            directory.send("DELETE", f"/Users/{owner}"),
        ):
            assert (refused.status, refused.body["scimType"]) == (400, "mutability")
        assert inside(town)["owner"][1] == "owner"
    town.do(SYSTEM, AssignRole(town.member("ada"), "owner"))
    assert directory.patch(f"/Users/{owner}", replace("active", False)).status == 200
    assert "owner" not in inside(town)


def test_a_directory_makes_and_unmakes_no_owner(make_town: Any) -> None:
    with pytest.raises(ValueError, match="owner"):
        make_town(roles=("owner",))
    town = make_town(roles=("member", "lead"))
    directory = town.directory()
    owner = directory.user("owner")
    town.do(SYSTEM, AssignRole(town.member("ada"), "owner"))
    got = directory.patch(f"/Users/{owner['id']}", replace("roles", [{"value": "lead"}]))
    assert (got.status, got.body["scimType"]) == (400, "mutability")
    got = directory.send(
        "POST", "/Users", {"schemas": [USER], "userName": "x", "roles": [{"value": "steward"}]}
    )
    assert (got.status, got.body["scimType"]) == (400, "invalidValue")


def test_a_restriction_outlasts_leaving(town: Any) -> None:
    directory = town.directory()
    dana = directory.user("dana")
    town.do("stew", RestrictMember(town.member("dana"), "silenced", "noise"))
    directory.patch(f"/Users/{dana['id']}", replace("active", False))
    directory.patch(f"/Users/{dana['id']}", replace("active", True))
    with town.kit.session("dana", "office", read_only=True) as session:
        assert session.role == "silenced"


def test_who_leaves_or_is_banned_is_told_as_inactive(town: Any) -> None:
    directory = town.directory()
    dana, eve = directory.user("dana"), directory.user("eve")
    town.do("dana", LeaveCommunity())
    town.do("stew", RestrictMember(town.member("eve"), "banned", "noise"))
    assert directory.names("active eq false") == ["dana", "eve"]
    assert directory.patch(f"/Users/{dana['id']}", replace("active", True)).status == 200
    assert directory.patch(f"/Users/{eve['id']}", replace("active", True)).status == 409


def test_what_is_said_already_changes_nothing(town: Any) -> None:
    user = town.do(SYSTEM, ProvisionUser(profile=DirectoryProfile(user_name="dana", department="Bakery")))
    change = ChangeUser(user=user.id, profile=user.profile, active=True)
    assert town.emitted(SYSTEM, change) == []
    assert town.do(SYSTEM, change) == user
    moved = DirectoryProfile(user_name="dana", department="Mill", manager=user.id)
    with town.kit.session(SYSTEM, "office") as session:
        session.do(ChangeUser(user=user.id, profile=moved, active=True))
        (fact,) = session.facts
    assert (fact.name, fact.changed) == ("scim.user_changed", ("department", "manager"))


def test_department_and_manager_are_read_by_other_features(town: Any) -> None:
    directory = town.directory()
    boss = directory.user("boss")
    dana = directory.user("dana", **{ENTERPRISE: {"department": "Bakery", "manager": {"value": boss["id"]}}})
    user = town.ask(SYSTEM, ReadUser(MemberId(UUID(dana["id"]))))
    assert (user.profile.department, str(user.profile.manager)) == ("Bakery", boss["id"])
    assert town.ask("dana", ReadUser(user.id)) == user
    with pytest.raises(NotFound):
        town.ask("ada", ReadUser(user.id))
    gone = directory.send("DELETE", f"/Users/{boss['id']}")
    assert gone.status == 204
    assert town.ask(SYSTEM, ReadUser(user.id)).profile.manager is None
    assert directory.names(f'{ENTERPRISE}:manager.value eq "{boss["id"]}"') == []


def test_entra_says_the_manager_as_a_bare_id(town: Any) -> None:
    directory = town.directory()
    boss, dana = directory.user("boss"), directory.user("dana")
    path = f"/Users/{dana['id']}"
    got = directory.patch(path, {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": boss["id"]})
    assert got.body[ENTERPRISE]["manager"]["value"] == boss["id"]
    got = directory.patch(
        path, {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": dana["id"][:-4] + "0000"}
    )
    assert (got.status, got.body["scimType"]) == (400, "invalidValue")
    assert ENTERPRISE not in directory.patch(path, {"op": "Remove", "path": f"{ENTERPRISE}:manager"}).body


def test_addresses_are_kept_only_where_the_host_says_so(make_town: Any) -> None:
    told = {"emails": [{"value": "d@example.org", "type": "work", "primary": True}]}
    assert "emails" not in make_town().directory().user("dana", **told)
    directory = make_town(emails=True).directory()
    eve = directory.user("eve", **told)
    assert eve["emails"] == told["emails"]
    got = directory.patch(f"/Users/{eve['id']}", replace('emails[type eq "work"].value', "e@example.org"))
    assert got.body["emails"][0]["value"] == "e@example.org"
    assert directory.names('emails[type eq "work" and value co "e@"]') == ["eve"]
    assert directory.names('emails[type eq "home"]') == []


def test_what_a_directory_says_is_exported_and_erased_with_the_person(make_town: Any) -> None:
    town = make_town(emails=True)
    directory = town.directory()
    directory.user("dana", title="Baker", emails=[{"value": "d@example.org"}])
    exported = str(town.kit.transact(SYSTEM, None, lambda lobby: lobby.ask(ExportPerson("dana"))))
    assert "Baker" in exported
    assert "d@example.org" in exported
    town.kit.transact(SYSTEM, None, lambda lobby: lobby.do(ErasePerson("dana")))
    assert directory.names('userName eq "dana"') == []
    assert directory.user("dana")["userName"] == "dana"
