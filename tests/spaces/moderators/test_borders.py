"""What a moderator of one space does not reach: other spaces of the same group, threads for a group, who is inside."""

import pytest

from commkit import Denied, Kit, NotFound
from commkit.members import AddGroupMember, CreateGroup
from commkit.posts import MoveThread, ReadPost
from commkit.spaces import (
    AddSpaceMember,
    AssignSpaceModerator,
    JoinSpace,
    ListSpaceModerators,
    RemoveSpaceMember,
    Space,
    SpaceJoinPolicy,
    UpdateSpace,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do
from tests.sample import OWNER, create_community
from tests.spaces.helpers import make_space, member, write_thread


@pytest.fixture
def board(kit: Kit) -> Space:
    """A space for a group that people keep; bob moderates it, ada is inside, eve is not."""
    create_community(kit, members=["ada", "bob", "eve"])
    group = do(kit, OWNER, "town", CreateGroup("board", "Board")).id
    for key in ("ada", "bob"):
        do(kit, OWNER, "town", AddGroupMember(group, member(kit, key)))
    made = make_space(kit, "board", audience=group)
    do(kit, OWNER, "town", AssignSpaceModerator(made.id, member(kit, "bob")))
    return made


def test_a_moderator_does_not_rule_a_group_that_people_keep(kit: Kit, board: Space) -> None:
    commands = (
        AddSpaceMember(board.id, member(kit, "eve")),
        RemoveSpaceMember(board.id, member(kit, "ada")),
        UpdateSpace(board.id, join_policy=SpaceJoinPolicy.OPEN),
    )
    for command in commands:
        with assert_unchanged(kit), assert_refused(Denied, "spaces.group_of_people"):
            do(kit, "bob", "town", command)
    with assert_refused(NotFound, "runtime.not_found"):
        do(kit, "eve", "town", JoinSpace(board.id))
    do(kit, OWNER, "town", AddSpaceMember(board.id, member(kit, "eve")))  # control: who manages groups may


def test_control_a_moderator_rules_the_audience_of_the_space_itself(kit: Kit, board: Space) -> None:
    den = make_space(kit, "den", private=True)
    do(kit, OWNER, "town", AddSpaceMember(den.id, member(kit, "bob")))
    do(kit, OWNER, "town", AssignSpaceModerator(den.id, member(kit, "bob")))
    do(kit, "bob", "town", AddSpaceMember(den.id, member(kit, "eve")))


def test_a_thread_for_a_group_stays_that_wherever_it_is_moved(kit: Kit, board: Space) -> None:
    public, other = make_space(kit, "public"), make_space(kit, "other")
    for space in (public, other):
        do(kit, OWNER, "town", AssignSpaceModerator(space.id, member(kit, "bob")))
    thread = write_thread(kit, "ada", public.id, audience=board.audience)
    assert do(kit, "bob", "town", MoveThread(thread.id, public.id)).audience == board.audience
    moved = do(kit, "bob", "town", MoveThread(thread.id, other.id))
    assert moved.audience == board.audience
    with assert_refused(NotFound, "runtime.not_found"):
        ask(kit, "eve", "town", ReadPost(thread.id))


def test_control_a_thread_of_a_space_gets_the_audience_of_the_next_one(kit: Kit, board: Space) -> None:
    den, public = make_space(kit, "den", private=True), make_space(kit, "public")
    thread = write_thread(kit, OWNER, den.id)
    assert thread.audience is not None
    assert do(kit, OWNER, "town", MoveThread(thread.id, public.id)).audience is None
    assert ask(kit, "eve", "town", ReadPost(thread.id)).id == thread.id


@pytest.mark.parametrize("reader", [None, "eve"])
def test_who_is_outside_does_not_learn_who_moderates(kit: Kit, board: Space, reader: str | None) -> None:
    open_to_requests = make_space(kit, "den", private=True, join_policy=SpaceJoinPolicy.REQUEST)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(kit, reader, "town", ListSpaceModerators(open_to_requests.id))
    assert ask(kit, OWNER, "town", ListSpaceModerators(open_to_requests.id))
