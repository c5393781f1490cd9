"""Joining spaces: open, by request, by being added; always within the audience of the space above."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Conflict, Denied, Kit, NotFound
from commkit.members import (
    AssignRole,
    CreateGroup,
    GroupJoined,
    GroupLeft,
    JoinCommunity,
    LeaveCommunity,
    LeaveGroup,
    ListGroups,
    RestrictMember,
)
from commkit.spaces import (
    AddSpaceMember,
    ApproveSpaceRequest,
    ArchiveSpace,
    JoinSpace,
    LeaveSpace,
    ListSpaceMembers,
    ListSpaceRequests,
    RejectSpaceRequest,
    RemoveSpaceMember,
    RequestToJoinSpace,
    Space,
    SpaceJoinPolicy,
    UpdateSpace,
)
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    result_or_error,
    run_concurrently,
)
from tests.sample import OWNER, create_community
from tests.spaces.helpers import kit_of, listed, make_space, member

OPEN, REQUEST = SpaceJoinPolicy.OPEN, SpaceJoinPolicy.REQUEST
PEOPLE = ("ada", "bob", "cid")


@pytest.fixture(autouse=True)
def town(request: pytest.FixtureRequest) -> None:
    kit = kit_of(request)
    create_community(kit, members=(*PEOPLE, "stew"))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "steward"))


def inside(kit: Kit, space: Space) -> list[str]:
    return sorted(one.name for one in ask(kit, OWNER, "town", ListSpaceMembers(space.id)).items)


def test_an_open_space_is_joined_and_left(kit: Kit) -> None:
    made = make_space(kit, private=True, join_policy=OPEN)
    assert [type(fact) for fact in emitted_facts(kit, "ada", "town", JoinSpace(made.id))] == [GroupJoined]
    assert emitted_facts(kit, "ada", "town", JoinSpace(made.id)) == []
    assert inside(kit, made) == ["ada", OWNER]
    assert [type(fact) for fact in emitted_facts(kit, "ada", "town", LeaveSpace(made.id))] == [GroupLeft]
    assert emitted_facts(kit, "ada", "town", LeaveSpace(made.id)) == []
    with assert_unchanged(kit), assert_refused(Denied, "spaces.takes_no_requests"):
        do(kit, "ada", "town", RequestToJoinSpace(made.id))


def test_requests_are_approved_and_rejected(kit: Kit) -> None:
    made = make_space(kit, private=True, join_policy=REQUEST)
    with assert_unchanged(kit), assert_refused(Denied, "spaces.not_open"):
        do(kit, "ada", "town", JoinSpace(made.id))
    names = [fact.name for fact in emitted_facts(kit, "ada", "town", RequestToJoinSpace(made.id))]
    assert names == ["spaces.join_requested"]
    assert emitted_facts(kit, "ada", "town", RequestToJoinSpace(made.id)) == []
    do(kit, "bob", "town", RequestToJoinSpace(made.id))
    do(kit, "cid", "town", RequestToJoinSpace(made.id))
    first = ask(kit, "stew", "town", ListSpaceRequests(made.id, limit=2))
    rest = ask(kit, "stew", "town", ListSpaceRequests(made.id, limit=2, after=first.next))
    assert [one.member for one in (*first.items, *rest.items)] == sorted(member(kit, key) for key in PEOPLE)
    do(kit, OWNER, "town", ApproveSpaceRequest(made.id, member(kit, "ada")))
    do(kit, OWNER, "town", RejectSpaceRequest(made.id, member(kit, "bob")))
    do(kit, "cid", "town", LeaveSpace(made.id))  # takes the request back
    assert inside(kit, made) == ["ada", OWNER]
    for key in PEOPLE:
        with assert_unchanged(kit), assert_refused(NotFound, "spaces.no_request"):
            do(kit, OWNER, "town", ApproveSpaceRequest(made.id, member(kit, key)))
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.inside_already"):
        do(kit, "ada", "town", RequestToJoinSpace(made.id))


def test_an_archived_space_and_one_without_an_audience_take_nobody(kit: Kit) -> None:
    made, bare = make_space(kit, private=True, join_policy=OPEN), make_space(kit, "bare")
    do(kit, OWNER, "town", ArchiveSpace(made.id))
    with assert_unchanged(kit), assert_refused(Conflict, "spaces.archived"):
        do(kit, "ada", "town", JoinSpace(made.id))
    for command in (JoinSpace(bare.id), LeaveSpace(bare.id), RequestToJoinSpace(bare.id)):
        with assert_unchanged(kit), assert_refused(Conflict, "spaces.no_audience"):
            do(kit, "ada", "town", command)
    with assert_refused(Conflict, "spaces.no_audience"):
        ask(kit, "ada", "town", ListSpaceMembers(bare.id))


def test_a_group_of_people_is_joined_by_its_space_too(kit: Kit) -> None:
    group = do(kit, OWNER, "town", CreateGroup("desk", "Desk", open=True))
    made = make_space(kit, audience=group.id, join_policy=OPEN)
    do(kit, "ada", "town", JoinSpace(made.id))
    assert [one.member_count for one in ask(kit, "ada", "town", ListGroups())] == [1]
    do(kit, "ada", "town", LeaveGroup(group.id))
    assert inside(kit, made) == []


def test_who_stands_outside_does_not_learn_who_is_inside(kit: Kit) -> None:
    made = make_space(kit, private=True, walled=True, join_policy=REQUEST)
    for outside in ("ada", "stew", None):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(kit, outside, "town", ListSpaceMembers(made.id))
    with assert_refused(Denied, "spaces.walled"):
        ask(kit, "stew", "town", ListSpaceRequests(made.id))


def test_who_leaves_an_audience_leaves_those_below(kit: Kit) -> None:
    top = make_space(kit, "top", private=True, join_policy=OPEN)
    mid = make_space(kit, "mid", parent=top.id, private=True, join_policy=OPEN)
    low = make_space(kit, "low", parent=mid.id, private=True, join_policy=OPEN)
    for space in (top, mid, low):
        do(kit, "ada", "town", JoinSpace(space.id))
    do(kit, OWNER, "town", RemoveSpaceMember(top.id, member(kit, "ada")))
    assert [inside(kit, space) for space in (top, mid, low)] == [[OWNER]] * 3
    assert_counters_hold(kit, "town")


def test_who_leaves_or_is_banned_is_in_no_space_and_asks_for_none(kit: Kit) -> None:
    made, asked = make_space(kit, private=True), make_space(kit, "asked", private=True, join_policy=REQUEST)
    for key in ("ada", "bob"):
        do(kit, OWNER, "town", AddSpaceMember(made.id, member(kit, key)))
        do(kit, key, "town", RequestToJoinSpace(asked.id))
    do(kit, "ada", "town", LeaveCommunity())
    do(kit, OWNER, "town", RestrictMember(member(kit, "bob"), "banned", reason="x"))
    assert inside(kit, made) == [OWNER]
    assert ask(kit, OWNER, "town", ListSpaceRequests(asked.id)).items == ()
    do(kit, "ada", "town", JoinCommunity())
    assert listed(kit, "ada") == ["asked"]


def test_added_below_while_removed_above_is_in_neither(kit: Kit) -> None:
    """Whoever comes first: nobody is in the audience below who is not in the one above."""
    top = make_space(kit, "top", private=True)
    low = make_space(kit, "low", parent=top.id, private=True)
    ada = member(kit, "ada")
    for _ in range(6):
        do(kit, OWNER, "town", AddSpaceMember(top.id, ada))
        run_concurrently(
            2,
            lambda turn: do(
                kit, OWNER, "town", RemoveSpaceMember(top.id, ada) if turn else AddSpaceMember(low.id, ada)
            ),
        )
        assert inside(kit, top) == inside(kit, low) == [OWNER]
    assert_counters_hold(kit, "town")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "add", "remove", "out", "in"]),
        st.integers(0, 2),
        st.sampled_from(PEOPLE),
    ),
    max_size=15,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_an_audience_is_always_within_the_one_above(
    sqlite_kit: Kit, steps: list[tuple[str, int, str]]
) -> None:
    kit = sqlite_kit
    number = len(ask(kit, OWNER, "town", ListGroups()))
    tree = [make_space(kit, f"top-{number}", private=True, join_policy=OPEN)]
    for level in ("mid", "low"):
        parent = tree[-1].id
        tree.append(make_space(kit, f"{level}-{number}", parent=parent, private=True, join_policy=OPEN))
    ids = {}
    for key in PEOPLE:
        result_or_error(lambda: do(kit, key, "town", JoinCommunity()))  # noqa: B023
        ids[key] = member(kit, key)
    for what, where, key in steps:
        space = tree[where].id
        actor, command = {
            "join": (key, JoinSpace(space)),
            "leave": (key, LeaveSpace(space)),
            "add": (OWNER, AddSpaceMember(space, ids[key])),
            "remove": (OWNER, RemoveSpaceMember(space, ids[key])),
            "out": (key, LeaveCommunity()),
            "in": (key, JoinCommunity()),
        }[what]
        result_or_error(lambda: do(kit, actor, "town", command))  # type: ignore[arg-type]  # noqa: B023
        top, mid, low = (set(inside(kit, one)) for one in tree)
        assert top >= mid >= low
    assert_counters_hold(kit, "town")


def test_the_policy_is_changed(kit: Kit) -> None:
    made = make_space(kit, private=True)
    assert listed(kit, "ada") == []
    do(kit, OWNER, "town", UpdateSpace(made.id, join_policy=OPEN))
    do(kit, "ada", "town", JoinSpace(made.id))
    do(kit, OWNER, "town", UpdateSpace(made.id, join_policy=SpaceJoinPolicy.INVITE))
    assert (listed(kit, "ada"), listed(kit, "bob")) == (["garden"], [])
