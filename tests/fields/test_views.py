"""Views of members show their fields, to those who see them."""

from typing import Any

from commkit import SYSTEM, Kit
from commkit.fields import UpdateMemberFields
from commkit.members import AddMember, LeaveCommunity, MembershipStatus, ViewMembers
from commkit.testing.kits import capture_statements
from tests.helpers import ask, do
from tests.sample import OWNER, create_community

UPDATE = "fields.update_member_fields"


def member_of(kit: Kit, actor: str) -> Any:
    with kit.session(actor, "town") as session:
        return session.member


def shown(kit: Kit, actor: Any, **more: Any) -> dict[str, Any]:
    return {
        view.member.name: dict(view.fields) for view in ask(kit, actor, "town", ViewMembers(**more)).items
    }


def test_members_come_with_their_fields(club: Kit) -> None:
    do(
        club,
        "ada",
        "town",
        UpdateMemberFields(member_of(club, "ada"), {"city": "Linz", "joined": "2026-01-01"}),
    )
    for reader in ("ada", "bob", OWNER):
        found = shown(club, reader)
        assert found.pop("ada") == {"city": "Linz", "joined": "2026-01-01"}
        assert not any(found.values())


def test_who_left_shows_nothing_but_to_those_who_decide_about_requests(club: Kit) -> None:
    gone = do(club, SYSTEM, "town", AddMember("gone")).id
    do(club, "gone", "town", UpdateMemberFields(gone, {"city": "Atlantis"}))
    do(club, "gone", "town", LeaveCommunity())
    for reader in ("bob", OWNER):
        assert "Atlantis" not in str(shown(club, reader))
    assert shown(club, OWNER, status=MembershipStatus.LEFT) == {"gone": {"city": "Atlantis"}}


def test_changing_them_is_offered_where_the_type_declares_some(sqlite_club: Kit) -> None:
    create_community(sqlite_club, "plain", type="bare", members=["ada"])
    for slug, expected in (("town", {"ada"}), ("plain", set())):
        views = ask(sqlite_club, "ada", slug, ViewMembers()).items
        assert {view.member.name for view in views if UPDATE in view.may} == expected


def test_fields_of_a_page_take_one_statement(sqlite_club: Kit) -> None:
    do(sqlite_club, "ada", "town", UpdateMemberFields(member_of(sqlite_club, "ada"), {"city": "Linz"}))
    counts = set()
    for limit in (1, 100):
        with capture_statements(sqlite_club) as seen:
            ask(sqlite_club, "bob", "town", ViewMembers(limit=limit))
        counts.add(sum("field_value" in statement for statement in seen))
    assert counts == {1}
