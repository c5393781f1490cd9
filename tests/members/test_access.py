"""What a session may do where its actor has left, is unknown, or has earned something: no more than the rules say."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from attrs import evolve

from commkit import SYSTEM, CommunityType, Denied, Kit, NotFound, Role, TrustLevel, hookimpl
from commkit.members import (
    AddMember,
    AssignRole,
    BlockLevel,
    BlockMember,
    JoinCommunity,
    LeaveCommunity,
    Membership,
    RecalculateTrust,
    RestrictMember,
    is_blocked_by,
)
from commkit.posts import CreateReply, CreateThread, Post
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit.testing.kits import StatementObserver
from tests.helpers import assert_invalid, assert_refused, assert_unchanged, do
from tests.sample import FORUM, OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
EARNED = "posts.restore"


class Trusting:
    """A type in which one post earns a permission and, to see the difference, one that restricts others."""

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield evolve(
            FORUM,
            name="trusting",
            trust=(
                TrustLevel(name="new"),
                TrustLevel(name="known", posts=1, grants={EARNED, "members.restrict", "moderation.handle"}),
            ),
            roles={
                "expert": Role(staff=True),
                "warden": Role(grants={"members.restrict"}),
            },
        )


@pytest.fixture
def town(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, Trusting(), clock=ManualClock(START))) as kit:
        create_community(kit, type="trusting", members=["ada", "bob"])
        yield kit


def membership(kit: Kit, key: str) -> Membership:
    with kit.session(key, "town") as session:
        mine: Membership = session.membership
        return mine


def publish(kit: Kit, key: str) -> Post:
    return do(kit, key, "town", CreateThread(kind="question", title="Why?", body="So."))


def earn(kit: Kit, key: str) -> None:
    """Bring a member to the level that grants something."""
    publish(kit, key)
    do(kit, OWNER, "town", RecalculateTrust(membership(kit, key).id))


def grants(kit: Kit, key: str) -> frozenset[str]:
    with kit.session(key, "town", read_only=True) as session:
        return context_of(session).grants


def trust_of_session(kit: Kit, key: str) -> int:
    with kit.session(key, "town", read_only=True) as session:
        return context_of(session)._access.trust


# --- trust --------------------------------------------------------------------------------------------------------


def test_who_has_left_keeps_nothing_of_their_trust(town: Kit) -> None:
    earn(town, "ada")
    assert trust_of_session(town, "ada") == 1
    assert EARNED in grants(town, "ada")  # the control
    do(town, "ada", "town", LeaveCommunity())
    assert trust_of_session(town, "ada") == 0
    assert grants(town, "ada") == grants(town, "nobody that is known")


def test_who_comes_back_has_their_trust_again(town: Kit) -> None:
    earn(town, "ada")
    do(town, "ada", "town", LeaveCommunity())
    do(town, "ada", "town", JoinCommunity())
    assert trust_of_session(town, "ada") == 1


def test_what_a_role_may_do_is_given_without_what_trust_adds(town: Kit) -> None:
    earn(town, "ada")
    with town.session("ada", "town") as session:
        context = context_of(session)
        assert EARNED in context.grants
        assert EARNED not in context.grants_of("member")
        assert "posts.edit:own" in context.grants_of("member")
        assert context.grants_of("no such role") == frozenset()


def test_what_a_type_has_lost_since_counts_as_what_comes_next_to_it(town: Kit) -> None:
    """A trust level that is no more as the highest that there is, a role that is no more as a member's."""
    with town.session("ada", "town", read_only=True) as session:
        granted = context_of(session).dispatch.granted
        assert granted("steward", 7) == granted("steward", 1)
        assert granted("gardener", 7) == granted("member", 1)
        assert granted("gardener", 0) == granted("member", 0)
    assert len({granted("steward", 1), granted("member", 1), granted("member", 0)}) == 3  # the control


def test_a_trusted_member_is_no_steward_to_those_who_restrict(town: Kit) -> None:
    """Only who may change roles restricts somebody whose role restricts others; trust makes nobody exempt."""
    earn(town, "ada")
    do(town, OWNER, "town", AddMember("eve", role="warden"))
    do(town, "eve", "town", RestrictMember(membership(town, "ada").id, "suspended", reason="Spam."))
    do(town, OWNER, "town", AssignRole(membership(town, "bob").id, "warden"))
    with assert_unchanged(town), assert_refused(Denied, "members.owner_only"):
        do(town, "eve", "town", RestrictMember(membership(town, "bob").id, "suspended", reason="Spam."))


# --- keys ---------------------------------------------------------------------------------------------------------


def test_a_key_has_up_to_255_characters(town: Kit) -> None:
    longest = "k" * 255
    do(town, longest, "town", JoinCommunity())
    assert membership(town, longest).key == longest
    with assert_invalid(actor="bad_key"):
        do(town, longest + "k", "town", JoinCommunity())


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["stra\u00dfe", "to\x00wn"])
def test_what_no_slug_can_be_is_not_asked_of_the_database(sqlite_url: str, place: str) -> None:
    """Some databases refuse such text with an error of theirs, and an address comes from anybody."""
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(seen.append)])) as kit:
        with assert_refused(NotFound, "communities.not_found"), kit.session("ada", "town"):
            pass
        assert [sql for sql in seen if "commkit_directory" in sql]  # the control
        seen.clear()
        with assert_refused(NotFound, "communities.not_found"), kit.session("ada", place):
            pass
        assert not [sql for sql in seen if "commkit_directory" in sql]


# --- things of one's own ------------------------------------------------------------------------------------------


def test_what_is_granted_for_ones_own_things_is_not_granted_without_a_membership(town: Kit) -> None:
    post = publish(town, "ada")
    with town.session("ada", "town") as session:
        context = context_of(session)
        mine = context.get(Post, post.id)
        assert context.can("posts.edit", mine)
        assert not context.can("posts.edit")  # of no thing in particular

    class Nobodys:
        """A record that belongs to nobody, as a visitor does: two that are nobody are not the same person."""

    with town.session("ada", "town") as session:
        context = context_of(session)
        access, dispatch = context._access, context._dispatch
        loaders = {
            **dispatch.loaders,
            Nobodys: evolve(dispatch.loaders[Post], record=Nobodys, owner=lambda _: None, space=None),
        }
        context._dispatch = evolve(dispatch, loaders=loaders)
        assert "posts.edit:own" in context.grants
        assert not context.can("posts.edit", Nobodys())
        context._access = evolve(access, member=None)
        assert not context.can("posts.edit", Nobodys())
        assert not context.can("posts.edit", mine)


# --- blocks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["expert", "warden"])
def test_staff_and_who_keeps_order_are_heard_by_those_who_block_them(town: Kit, role: str) -> None:
    do(town, OWNER, "town", AddMember("eve", role=role))
    ada = membership(town, "ada").id
    for other in ("eve", "bob"):
        do(town, "ada", "town", BlockMember(membership(town, other).id, BlockLevel.BLOCK))
    with town.session("eve", "town") as session:
        assert not is_blocked_by(context_of(session), ada)
    with town.session(SYSTEM, "town") as session:
        assert not is_blocked_by(context_of(session), ada)
    with town.session("bob", "town") as session:
        assert is_blocked_by(context_of(session), ada)  # the control


def test_staff_reply_to_those_who_block_them(town: Kit) -> None:
    post = publish(town, "ada")
    do(town, OWNER, "town", AddMember("eve", role="expert"))
    for other in ("eve", "bob"):
        do(town, "ada", "town", BlockMember(membership(town, other).id, BlockLevel.BLOCK))
    do(town, "eve", "town", CreateReply(parent=post.id, kind="answer", body="So it is."))
    with assert_unchanged(town), pytest.raises(Denied):
        do(town, "bob", "town", CreateReply(parent=post.id, kind="answer", body="So it is."))
