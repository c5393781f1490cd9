"""Groups: members who are meant together; their counts hold, and who leaves the community leaves them."""

import pytest

from commkit import Conflict, Denied, Kit, NotFound
from commkit.members import (
    AddGroupMember,
    CreateGroup,
    DeleteGroup,
    Group,
    GroupJoined,
    GroupLeft,
    JoinCommunity,
    JoinGroup,
    LeaveCommunity,
    LeaveGroup,
    ListGroupMembers,
    ListGroups,
    Membership,
    RemoveGroupMember,
    RestrictMember,
)
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob", "cid"))


def member(kit: Kit, key: str) -> Membership:
    with kit.session(key, "town") as session:
        mine: Membership = session.membership
        return mine


def make(kit: Kit, name: str = "night-shift", *, open: bool = True) -> Group:
    return do(kit, OWNER, "town", CreateGroup(name, name.title(), open=open))


def names(kit: Kit, group: Group) -> list[str]:
    return sorted(one.name for one in ask(kit, "ada", "town", ListGroupMembers(group.id)).items)


def test_members_go_in_and_out_of_open_groups(kit: Kit) -> None:
    made = make(kit)
    assert do(kit, "ada", "town", JoinGroup(made.id)).member_count == 1
    assert emitted_facts(kit, "ada", "town", JoinGroup(made.id)) == []
    do(kit, "bob", "town", JoinGroup(made.id))
    assert names(kit, made) == ["ada", "bob"]
    assert [type(fact) for fact in emitted_facts(kit, "ada", "town", LeaveGroup(made.id))] == [GroupLeft]
    assert emitted_facts(kit, "ada", "town", LeaveGroup(made.id)) == []
    assert names(kit, made) == ["bob"]


def test_closed_groups_are_filled_by_stewards(kit: Kit) -> None:
    made, ada = make(kit, open=False), member(kit, "ada")
    with assert_unchanged(kit), assert_refused(Denied, "members.group_closed"):
        do(kit, "ada", "town", JoinGroup(made.id))
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", AddGroupMember(made.id, ada.id))
    assert [type(fact) for fact in emitted_facts(kit, OWNER, "town", AddGroupMember(made.id, ada.id))] == [
        GroupJoined
    ]
    assert do(kit, OWNER, "town", RemoveGroupMember(made.id, ada.id)).member_count == 0


def test_names_are_unique_and_plain(kit: Kit) -> None:
    made = run_concurrently(6, lambda _: make(kit))
    assert sum(isinstance(one, Group) for one in made) == 1
    assert {one.code for one in made if isinstance(one, Conflict)} == {"members.group_exists"}
    for name in ("Night Shift", "a_b", "-a", "a--b", "\u00e9t\u00e9"):
        with assert_unchanged(kit), assert_invalid(name="bad_name"):
            do(kit, OWNER, "town", CreateGroup(name, "x"))


def test_many_enter_at_once_and_the_count_holds(kit: Kit) -> None:
    made = make(kit)
    create_community(kit, "village")
    keys = ["ada", "bob", "cid", "ada", "bob", "cid"]
    run_concurrently(6, lambda number: do(kit, keys[number], "town", JoinGroup(made.id)))
    assert ask(kit, "ada", "town", ListGroups())[0].member_count == 3
    run_concurrently(6, lambda number: do(kit, keys[number], "town", LeaveGroup(made.id)))
    assert ask(kit, "ada", "town", ListGroups())[0].member_count == 0


def test_who_leaves_or_is_banned_is_in_no_group(kit: Kit) -> None:
    made = make(kit)
    for key in ("ada", "bob", "cid"):
        do(kit, key, "town", JoinGroup(made.id))
    do(kit, "ada", "town", LeaveCommunity())
    do(kit, OWNER, "town", RestrictMember(member(kit, "bob").id, "banned", reason="x"))
    do(kit, OWNER, "town", RestrictMember(member(kit, "cid").id, "silenced", reason="x"))
    assert ask(kit, OWNER, "town", ListGroups())[0].member_count == 1
    assert [one.name for one in ask(kit, OWNER, "town", ListGroupMembers(made.id)).items] == ["cid"]


def test_who_is_not_inside_cannot_be_put_in(kit: Kit) -> None:
    made, ada = make(kit), member(kit, "ada")
    do(kit, "ada", "town", LeaveCommunity())
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, OWNER, "town", AddGroupMember(made.id, ada.id))


def test_pages_of_a_group(kit: Kit) -> None:
    made = make(kit)
    for key in ("ada", "bob", "cid"):
        do(kit, key, "town", JoinGroup(made.id))
    first = ask(kit, "ada", "town", ListGroupMembers(made.id, limit=2))
    rest = ask(kit, "ada", "town", ListGroupMembers(made.id, limit=2, after=first.next))
    assert [len(first.items), len(rest.items), rest.next] == [2, 1, None]
    assert len({one.id for one in (*first.items, *rest.items)}) == 3


def test_deleted_and_unknown_groups_are_the_same(kit: Kit) -> None:
    made = make(kit)
    do(kit, "ada", "town", JoinGroup(made.id))
    do(kit, OWNER, "town", DeleteGroup(made.id))
    assert ask(kit, "ada", "town", ListGroups()) == ()
    with assert_refused(NotFound, "runtime.not_found"):
        do(kit, "ada", "town", JoinGroup(made.id))


def test_who_leaves_while_being_added_is_in_no_group(kit: Kit) -> None:
    """Whoever comes first: nobody who is outside stays in a group, and the count holds."""
    made = make(kit)
    for _ in range(6):
        ada = member(kit, "ada")
        results = run_concurrently(
            2,
            lambda number, ada=ada: (
                do(kit, OWNER, "town", AddGroupMember(made.id, ada.id))  # type: ignore[misc]
                if number
                else do(kit, "ada", "town", LeaveCommunity())
            ),
        )
        assert not isinstance(results[0], Exception)
        assert ask(kit, OWNER, "town", ListGroups())[0].member_count == 0
        do(kit, "ada", "town", JoinCommunity())


def test_joining_a_group_that_is_being_deleted_finds_nothing(kit: Kit) -> None:
    for number in range(6):
        made = make(kit, f"g-{number}")
        results = run_concurrently(
            2,
            lambda turn, made=made: (
                do(kit, OWNER, "town", DeleteGroup(made.id))  # type: ignore[misc]
                if turn
                else do(kit, "ada", "town", JoinGroup(made.id))
            ),
        )
        assert results[1] is None
        assert isinstance(results[0], Group | NotFound)
    assert ask(kit, OWNER, "town", ListGroups()) == ()
