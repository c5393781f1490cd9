"""Who blocks a member is not put into groups by them; members of the staff are no such members."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from attrs import evolve

from commkit import Denied, Kit, Role
from commkit.members import AddGroupMember, AssignRole, BlockLevel, BlockMember, CreateGroup
from tests.helpers import assert_refused, assert_unchanged, do, member_id
from tests.sample import FORUM, OWNER, create_community, new_kit


@pytest.fixture
def organised(url: str) -> Iterator[Kit]:
    """A town where organisers, who are no staff, keep the groups; eve blocks the one there is."""
    organiser = Role(grants={"members.manage_groups"}, like="member")
    type = evolve(FORUM, name="organised", roles={"organiser": organiser})
    with closing(new_kit(url, types=[type])) as kit:
        create_community(kit, type="organised", members=("ada", "eve"))
        ada = member_id(kit, "ada")
        do(kit, OWNER, "town", AssignRole(ada, "organiser"))
        do(kit, "eve", "town", BlockMember(ada, BlockLevel.BLOCK))
        yield kit


def test_who_blocks_is_put_into_no_group(organised: Kit) -> None:
    group = do(organised, OWNER, "town", CreateGroup("gardeners", title="Gardeners"))
    eve = member_id(organised, "eve")
    with assert_unchanged(organised), assert_refused(Denied, "members.blocked"):
        do(organised, "ada", "town", AddGroupMember(group.id, eve))
    assert do(organised, OWNER, "town", AddGroupMember(group.id, eve)).member_count == 1
    assert do(organised, "ada", "town", AddGroupMember(group.id, eve)).member_count == 1, (
        "repeated, it changes nothing"
    )
