"""A change of type is undone while nothing new depends on it, and the refusal says what does."""

from datetime import timedelta

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import ReadCommunity, UpdateSettings
from commkit.community_types import ListTypeChanges, TypeChange, UndoChangeType
from commkit.members import AddMember, AssignRole, JoinCommunity
from commkit.posts import AddReaction, CreateReply, CreateThread, ListThreads
from commkit.runtime.delivery.routing import route
from commkit.testing.clock import ManualClock
from tests.community_types.towns import RingBell, change, undo
from tests.helpers import ask, assert_counters_hold, assert_refused, assert_unchanged, do
from tests.sample import OWNER


@pytest.fixture
def gone(town: Kit) -> TypeChange:
    """The town is a gazette; its question is hidden."""
    do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    return change(town, "gazette")


@pytest.fixture
def back(town: Kit, gone: TypeChange) -> TypeChange:
    """The town, which was a gazette for a while, is a town again."""
    return change(town, "town")


def test_a_change_is_undone(town: Kit, gone: TypeChange) -> None:
    undone = undo(town, gone)
    assert undone.undone_at is not None
    assert ask(town, None, "town", ReadCommunity()).type == "town"
    assert [post.title for post in ask(town, "bob", "town", ListThreads()).items] == ["Why?"]
    assert ask(town, OWNER, "town", ListTypeChanges()).items == (undone,)
    assert_counters_hold(town, "town")


def test_what_both_types_know_stands_in_nobodys_way(town: Kit, gone: TypeChange) -> None:
    story = do(town, "ada", "town", CreateThread(kind="story", title="A day", body="Long."))
    do(town, "bob", "town", AddReaction(story.id, "up"))
    do(town, "newcomer", "town", JoinCommunity())
    undo(town, gone)
    assert {post.title for post in ask(town, "bob", "town", ListThreads()).items} == {"Why?", "A day"}
    assert_counters_hold(town, "town")


DEPENDING = {
    "post_kind question (1 new)": lambda kit: do(
        kit, "ada", "town", CreateThread(kind="question", title="And?", body="Now.")
    ),
    "role guide (1 new)": lambda kit: do(kit, SYSTEM, "town", AddMember("second", role="guide")),
    "setting club.bell.loud (1 new)": lambda kit: do(
        kit, OWNER, "town", UpdateSettings("club.bell", {"loud": False})
    ),
    "scheduled club.ring_bell (1 new)": lambda kit: do(kit, "ada", "town", RingBell(minutes=9)),
    "delivery club.bell:hear (1 new)": lambda kit: (
        do(kit, "ada", "town", RingBell()),
        route(kit._composition),
    ),
}


@pytest.mark.parametrize("told", DEPENDING)
def test_what_depends_on_the_new_type_is_told(town: Kit, back: TypeChange, told: str) -> None:
    DEPENDING[told](town)
    with assert_unchanged(town), pytest.raises(Conflict) as caught:
        undo(town, back)
    assert (caught.value.code, told in caught.value.message) == ("community_types.depended_on", True)
    change(town, "gazette")  # which hides it


def test_a_reaction_and_an_answer_depend_on_it(town: Kit, back: TypeChange) -> None:
    (question,) = ask(town, "ada", "town", ListThreads()).items
    do(town, "bob", "town", AddReaction(question.id, "down"))
    do(town, "bob", "town", CreateReply(question.id, "Since.", kind="answer"))
    with pytest.raises(Conflict, match=r"answer.*down"):
        undo(town, back)


def test_what_was_there_right_after_the_change_does_not_count(town: Kit, back: TypeChange) -> None:
    undo(town, back)  # though the town has a question, a guide and the grants of both


def test_what_is_gone_again_does_not_depend(town: Kit, back: TypeChange, clock: ManualClock) -> None:
    do(town, "ada", "town", RingBell(minutes=9))
    clock.advance(timedelta(hours=1))
    town.worker().drain()
    undo(town, back)


def test_only_the_last_change_that_holds_can_be_undone(town: Kit, gone: TypeChange, back: TypeChange) -> None:
    with assert_refused(Conflict, "community_types.not_the_last"):
        undo(town, gone)
    undo(town, back)
    with assert_refused(Conflict, "community_types.not_the_last"):
        undo(town, back)
    undo(town, gone)
    assert ask(town, None, "town", ReadCommunity()).type == "town"
    with assert_refused(Conflict, "community_types.not_the_last"):
        undo(town, gone)


@pytest.mark.parametrize(
    ("actor", "code"), [("steward", "runtime.not_permitted"), ("ada", "runtime.not_permitted")]
)
def test_only_owners_and_the_host_undo(town: Kit, gone: TypeChange, actor: str, code: str) -> None:
    with assert_refused(Denied, code):
        undo(town, gone, actor=actor)
    undo(town, gone, actor=SYSTEM)


def test_a_change_of_another_community_is_not_found(town: Kit, gone: TypeChange) -> None:
    from tests.community_types.towns import create_town  # noqa: PLC0415

    create_town(town, "village")
    with assert_refused(NotFound, "runtime.not_found"):
        do(town, OWNER, "village", UndoChangeType(gone.id))


def test_a_member_with_a_role_of_the_new_type_depends_on_it(town: Kit, back: TypeChange) -> None:
    with town.session("bob", "town", read_only=True) as session:
        bob = session.member
    do(town, OWNER, "town", AssignRole(bob, "guide"))
    with pytest.raises(Conflict, match="role guide"):
        undo(town, back)
