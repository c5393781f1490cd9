"""Who blocks a member is neither invited to their events nor made a co-host of them."""

import pytest

from commkit import Denied, Kit
from commkit.events import AddCohost, InviteToEvent, MembersInvitedToEvent
from commkit.members import AssignRole, BlockLevel, BlockMember
from tests.events.fixtures import create_event, member
from tests.helpers import assert_refused, assert_unchanged, do, emitted_facts
from tests.sample import OWNER


@pytest.fixture(autouse=True)
def blocked(either: Kit) -> None:
    do(either, "eve", "town", BlockMember(member(either, "ada"), BlockLevel.BLOCK))
    do(either, "joe", "town", BlockMember(member(either, "ada"), BlockLevel.MUTE))


def test_who_blocks_is_left_out_of_the_invitations_without_a_word(either: Kit) -> None:
    event = create_event(either)
    bob, eve, joe = (member(either, key) for key in ("bob", "eve", "joe"))
    assert emitted_facts(either, "ada", "town", InviteToEvent(event.id, (bob, eve, joe))) == [
        MembersInvitedToEvent(event=event.id, members=tuple(sorted((bob, joe))))
    ]
    assert emitted_facts(either, "ada", "town", InviteToEvent(event.id, (eve,))) == []


def test_who_blocks_is_made_no_cohost(either: Kit) -> None:
    event = create_event(either)
    with assert_unchanged(either), assert_refused(Denied, "members.blocked"):
        do(either, "ada", "town", AddCohost(event.id, member(either, "eve")))
    do(either, "ada", "town", AddCohost(event.id, member(either, "joe")))  # a mute does not keep anybody


def test_blocks_of_staff_do_not_hold(either: Kit) -> None:
    event, eve = create_event(either), member(either, "eve")
    do(either, OWNER, "town", AssignRole(member(either, "ada"), "steward"))
    do(either, "ada", "town", AddCohost(event.id, eve))
    invited = MembersInvitedToEvent(event=event.id, members=(eve,))
    assert emitted_facts(either, "ada", "town", InviteToEvent(event.id, (eve,))) == [invited]
