"""Blocks: nobody but who sets them learns of them."""

import pytest

from commkit import Denied, Kit, NotFound
from commkit.members import (
    BlockLevel,
    BlockMember,
    ListMyBlocks,
    Membership,
    UnblockMember,
    blockers_of,
    is_blocked_by,
)
from commkit.posts import CreateReply, CreateThread
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do, emitted_facts
from tests.sample import OWNER, create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))


def member(kit: Kit, key: str) -> Membership:
    with kit.session(key, "town") as session:
        mine: Membership = session.membership
        return mine


def test_set_changed_and_lifted(kit: Kit) -> None:
    bob = member(kit, "bob")
    muting = BlockMember(bob.id, BlockLevel.MUTE)
    assert emitted_facts(kit, "ada", "town", muting) == [], "nobody is told"
    assert [(one.blocked, one.level) for one in ask(kit, "ada", "town", ListMyBlocks())] == [
        (bob.id, BlockLevel.MUTE)
    ]
    do(kit, "ada", "town", BlockMember(bob.id))
    assert [one.level for one in ask(kit, "ada", "town", ListMyBlocks())] == [BlockLevel.BLOCK]
    do(kit, "ada", "town", UnblockMember(bob.id))
    do(kit, "ada", "town", UnblockMember(bob.id))
    assert ask(kit, "ada", "town", ListMyBlocks()) == ()


def test_others_do_not_learn_of_it(kit: Kit) -> None:
    do(kit, "ada", "town", BlockMember(member(kit, "bob").id, BlockLevel.BLOCK))
    assert ask(kit, "bob", "town", ListMyBlocks()) == ()
    assert ask(kit, OWNER, "town", ListMyBlocks()) == ()


def test_not_oneself_and_not_nobody(kit: Kit) -> None:
    with assert_unchanged(kit), assert_invalid(member="oneself"):
        do(kit, "ada", "town", BlockMember(member(kit, "ada").id))
    create_community(kit, "village", members=("eve",))
    with kit.session("eve", "village") as session:
        stranger = session.member
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, "ada", "town", BlockMember(stranger))


def test_who_asks_learns_how_far(kit: Kit) -> None:
    ada, bob, owner = (member(kit, key) for key in ("ada", "bob", OWNER))
    do(kit, "ada", "town", BlockMember(bob.id, BlockLevel.BLOCK))
    do(kit, "ada", "town", BlockMember(owner.id, BlockLevel.BLOCK))
    with kit.session("bob", "town") as session:
        assert blockers_of(context_of(session), bob.id) == {ada.id: BlockLevel.BLOCK}
        assert is_blocked_by(context_of(session), ada.id)
        assert not is_blocked_by(context_of(session), owner.id)
    with kit.session(OWNER, "town") as session:
        assert not is_blocked_by(context_of(session), ada.id), "stewards are heard all the same"


def test_a_mute_is_no_block(kit: Kit) -> None:
    do(kit, "ada", "town", BlockMember(member(kit, "bob").id, BlockLevel.MUTE))
    ada = member(kit, "ada")
    with kit.session("bob", "town") as session:
        assert not is_blocked_by(context_of(session), ada.id)


def test_who_is_blocked_cannot_reply_to_them(kit: Kit) -> None:
    question = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="x"))
    other = do(kit, OWNER, "town", CreateReply(question.id, body="So."))
    bob = member(kit, "bob")
    do(kit, "ada", "town", BlockMember(bob.id, BlockLevel.MUTE))
    do(kit, "bob", "town", CreateReply(question.id, body="A mute does not keep me."))
    do(kit, "ada", "town", BlockMember(bob.id, BlockLevel.BLOCK))
    with assert_unchanged(kit), assert_refused(Denied, "posts.blocked_by_author"):
        do(kit, "bob", "town", CreateReply(question.id, body="But I..."))
    do(kit, "bob", "town", CreateReply(other.id, body="To others in the thread I can."))
    do(kit, "ada", "town", BlockMember(member(kit, OWNER).id, BlockLevel.BLOCK))
    do(kit, OWNER, "town", CreateReply(question.id, body="Who keeps order is heard."))
    do(kit, "ada", "town", UnblockMember(bob.id))
    do(kit, "bob", "town", CreateReply(question.id, body="Again."))
