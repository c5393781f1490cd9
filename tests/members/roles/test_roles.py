"""Roles: who gives which, and that a community never loses its last owner, whoever is fast."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit import SYSTEM, CommkitError, CommunityType, Conflict, Denied, Kit, Role, hookimpl
from commkit.members import (
    AddMember,
    AssignRole,
    CreateInvitation,
    LeaveCommunity,
    MembershipStatus,
    ReadMember,
    RoleAssigned,
    membership,
)
from commkit.posts import CreateThread, RemovePost
from commkit.runtime.model.types import DERIVED_ROLES
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    member_id,
    run_concurrently,
)
from tests.sample import FORUM, OWNER, create_community, new_kit


def owners(kit: Kit) -> int:
    with kit.database.engine.connect() as connection:
        query = select(func.count()).where(
            membership.c.role == "owner", membership.c.status == MembershipStatus.ACTIVE
        )
        return int(connection.execute(query).scalar_one())


def test_an_owner_gives_roles(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    ada = member_id(kit, "ada")
    assert emitted_facts(kit, OWNER, "town", AssignRole(ada, "steward")) == [
        RoleAssigned(member=ada, role="steward")
    ]
    kept = ask(kit, OWNER, "town", ReadMember(ada))
    assert (kept.role, kept.staff) == ("steward", True)
    do(kit, OWNER, "town", AssignRole(ada, "member"))
    assert not ask(kit, OWNER, "town", ReadMember(ada)).staff


def test_nobody_else_does(kit: Kit) -> None:
    create_community(kit, members=["ada", "eve"])
    do(kit, OWNER, "town", AssignRole(member_id(kit, "eve"), "steward"))
    for actor in ("ada", "eve", None):
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, actor, "town", AssignRole(member_id(kit, "ada"), "steward"))
    with assert_unchanged(kit), assert_invalid(role="unknown_role"):
        do(kit, OWNER, "town", AssignRole(member_id(kit, "ada"), "outsider"))


def test_only_an_owner_makes_or_unmakes_an_owner(url: str) -> None:
    class Trusting:
        @hookimpl
        def commkit_types(self) -> Any:
            grants = {"members.assign_role"}
            yield CommunityType(
                "trusting", post_kinds=FORUM.post_kinds, roles={"steward": Role(grants=grants)}
            )

    kit = new_kit(url, Trusting())
    create_community(kit, type="trusting", members=["ada"])
    do(kit, OWNER, "town", AddMember("eve", role="steward"))
    with assert_unchanged(kit), assert_refused(Denied, "members.owner_only"):
        do(kit, "eve", "town", AssignRole(member_id(kit, "ada"), "owner"))
    with assert_unchanged(kit), assert_refused(Denied, "members.owner_only"):
        do(kit, "eve", "town", AssignRole(member_id(kit, OWNER), "member"))
    do(kit, "eve", "town", AssignRole(member_id(kit, "ada"), "steward"))
    kit.close()


def test_roles_of_the_type_have_their_grants(url: str) -> None:
    class Staffed:
        @hookimpl
        def commkit_types(self) -> Any:
            yield CommunityType(
                "staffed",
                post_kinds=FORUM.post_kinds,
                roles={"expert": Role(grants={"posts.remove"}, staff=True)},
            )

    kit = new_kit(url, Staffed())
    create_community(kit, type="staffed", members=["ada"])
    expert = do(kit, OWNER, "town", AddMember("eve", role="expert"))
    assert expert.staff
    thread = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    do(kit, "eve", "town", RemovePost(thread.id))
    kit.close()


def test_the_last_owner_stays_one(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    owner, ada = member_id(kit, OWNER), member_id(kit, "ada")
    for command in (LeaveCommunity(), AssignRole(owner, "member")):
        with assert_unchanged(kit), assert_refused(Conflict, "members.last_owner"):
            do(kit, OWNER, "town", command)
    do(kit, OWNER, "town", AssignRole(ada, "owner"))
    do(kit, OWNER, "town", LeaveCommunity())
    with assert_unchanged(kit), assert_refused(Conflict, "members.last_owner"):
        do(kit, "ada", "town", LeaveCommunity())
    do(kit, SYSTEM, "town", AssignRole(ada, "member"))
    assert_counters_hold(kit, "town")


@pytest.mark.parametrize(
    "step_down",
    [
        lambda kit, key, mine: do(kit, key, "town", LeaveCommunity()),
        lambda kit, key, mine: do(kit, key, "town", AssignRole(mine, "member")),
    ],
    ids=["leave", "change role"],
)
def test_of_two_owners_who_go_at_once_one_stays(kit: Kit, step_down: Callable[..., Any]) -> None:
    create_community(kit)
    do(kit, OWNER, "town", AddMember("ada", role="owner"))
    for _ in range(10):
        keys = [OWNER, "ada"]
        ids = [member_id(kit, key) for key in keys]
        results = run_concurrently(2, lambda n: step_down(kit, keys[n], ids[n]))  # noqa: B023  # at_once waits
        errors = [result.code for result in results if isinstance(result, CommkitError)]
        assert errors == ["members.last_owner"]
        assert owners(kit) == 1
        gone = next(n for n in range(2) if not isinstance(results[n], CommkitError))
        with kit.session(keys[gone], "town") as session:
            outside = session.membership.status is MembershipStatus.LEFT
        again = AddMember(keys[gone], role="owner") if outside else AssignRole(ids[gone], "owner")
        do(kit, SYSTEM, "town", again)
    assert_counters_hold(kit, "town")


def test_without_the_lock_nobody_stays(kit: Kit) -> None:
    """The control: two who look first and then go, each in a unit of their own, leave nobody behind."""
    create_community(kit)
    do(kit, OWNER, "town", AddMember("ada", role="owner"))
    ids = [member_id(kit, OWNER), member_id(kit, "ada")]
    seen = [owners(kit) for _ in ids]
    for id, others in zip(ids, seen, strict=True):
        if others > 1:
            with kit.database.engine.begin() as connection:
                connection.execute(membership.update().where(membership.c.id == id).values(role="member"))
    assert owners(kit) == 0


CLUB = CommunityType(
    "managed-club",
    features=("posts",),
    post_kinds=FORUM.post_kinds,
    roles={
        "manager": Role(grants={"members.assign_role", "members.add", "members.manage_invitations"}),
        **{name: Role(grants={"posts.read"}) for name in sorted(DERIVED_ROLES)},
    },
)


class ManagedClub:
    """A plugin whose type has a role that gives roles, and grants more to those who hold none."""

    @hookimpl
    def commkit_types(self) -> Any:
        yield CLUB


@pytest.fixture
def club(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, ManagedClub())) as kit:
        create_community(kit, type="managed-club", members=["ada", "bob"])
        do(kit, OWNER, "town", AssignRole(member_id(kit, "ada"), "manager"))
        yield kit


def test_who_gives_roles_makes_an_owner_in_no_way(club: Kit) -> None:
    for command in (
        AssignRole(member_id(club, "bob"), "owner"),
        AddMember("eve", "owner"),
        CreateInvitation(role="owner"),
    ):
        with assert_unchanged(club), assert_refused(Denied, "members.owner_only"):
            do(club, "ada", "town", command)
    assert do(club, "ada", "town", AddMember("eve", "steward")).role == "steward"
    assert do(club, OWNER, "town", AddMember("zoe", "owner")).role == "owner"


@pytest.mark.parametrize("role", sorted(DERIVED_ROLES))
def test_nobody_is_given_what_is_no_membership(club: Kit, role: str) -> None:
    for command in (
        AssignRole(member_id(club, "bob"), role),
        AddMember("eve", role),
        CreateInvitation(role=role),
    ):
        with assert_unchanged(club), assert_invalid(role="unknown_role"):
            do(club, OWNER, "town", command)
