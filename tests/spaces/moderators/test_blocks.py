"""Who blocks a member is not drawn into the spaces that they moderate, unless they ask to come in."""

import pytest

from commkit import Denied, Kit
from commkit.members import BlockLevel, BlockMember
from commkit.spaces import (
    AddSpaceMember,
    AssignSpaceModerator,
    ListSpaceModerators,
    RequestToJoinSpace,
    Space,
    SpaceJoinPolicy,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts
from tests.sample import OWNER, create_community
from tests.spaces.helpers import make_space, member


@pytest.fixture
def garden(kit: Kit) -> Space:
    """A space with an audience of its own that ada moderates; eve blocks her."""
    create_community(kit, members=("ada", "eve"))
    made = make_space(kit, private=True, join_policy=SpaceJoinPolicy.REQUEST)
    do(kit, OWNER, "town", AddSpaceMember(made.id, member(kit, "ada")))
    do(kit, OWNER, "town", AssignSpaceModerator(made.id, member(kit, "ada")))
    do(kit, "eve", "town", BlockMember(member(kit, "ada"), BlockLevel.BLOCK))
    return made


def test_who_blocks_is_not_added(kit: Kit, garden: Space) -> None:
    eve = member(kit, "eve")
    with assert_unchanged(kit), assert_refused(Denied, "members.blocked"):
        do(kit, "ada", "town", AddSpaceMember(garden.id, eve))
    do(kit, OWNER, "town", AddSpaceMember(garden.id, eve))


def test_who_asks_to_come_in_is_let_in_all_the_same(kit: Kit, garden: Space) -> None:
    do(kit, "eve", "town", RequestToJoinSpace(garden.id))
    do(kit, "ada", "town", AddSpaceMember(garden.id, member(kit, "eve")))


def test_who_blocks_is_made_no_moderator(kit: Kit, garden: Space) -> None:
    eve = member(kit, "eve")
    do(kit, OWNER, "town", AddSpaceMember(garden.id, eve))
    with assert_unchanged(kit), assert_refused(Denied, "members.blocked"):
        do(kit, "ada", "town", AssignSpaceModerator(garden.id, eve))
    do(kit, OWNER, "town", AssignSpaceModerator(garden.id, eve))
    assert eve in {one.member for one in ask(kit, OWNER, "town", ListSpaceModerators(garden.id))}


def test_who_is_inside_already_is_not_drawn_in(kit: Kit, garden: Space) -> None:
    """What is repeated changes nothing, whatever came between."""
    eve = member(kit, "eve")
    do(kit, OWNER, "town", AddSpaceMember(garden.id, eve))
    do(kit, OWNER, "town", AssignSpaceModerator(garden.id, eve))
    for command in (AddSpaceMember(garden.id, eve), AssignSpaceModerator(garden.id, eve)):
        assert emitted_facts(kit, "ada", "town", command) == []
