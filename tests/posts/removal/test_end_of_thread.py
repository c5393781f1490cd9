"""A removed or held reply at the end of a thread leaves no trace in the order of activity or in what is unread."""

from datetime import UTC, datetime

import pytest

from commkit import Kit
from commkit.communities import UpdateSettings
from commkit.moderation import DecideCase, ListCases, ModerationAction
from commkit.posts import (
    CountUnreadThreads,
    CreateReply,
    CreateThread,
    ListThreads,
    ListUnreadThreads,
    MarkAllRead,
    MarkRead,
    Post,
    PostId,
    PostRestored,
    ReadPost,
    ReadReadPosition,
    RemovePost,
    RestorePost,
    ThreadOrder,
)
from tests.helpers import ask, do, emitted_facts
from tests.sample import OWNER, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob", "eve"])
    do(kit, OWNER, "town", UpdateSettings("moderation", {"words": "hold", "denied_words": ["spam"]}))
    return kit


def open_thread(kit: Kit, title: str) -> Post:
    return do(kit, "ada", "town", CreateThread(kind="question", title=title, body="Look."))


def reply(kit: Kit, actor: str, to: Post, body: str = "Well.") -> PostId:
    return do(kit, actor, "town", CreateReply(to.id, body)).id


def unread(kit: Kit, actor: str) -> list[PostId]:
    listed = [post.id for post in ask(kit, actor, "town", ListUnreadThreads()).items]
    assert sum(each.count for each in ask(kit, actor, "town", CountUnreadThreads())) == len(listed)
    return listed


def active(kit: Kit) -> list[PostId]:
    return [post.id for post in ask(kit, "eve", "town", ListThreads(order=ThreadOrder.ACTIVE)).items]


def decide(kit: Kit, held: PostId, action: ModerationAction) -> None:
    (case,) = [case for case in ask(kit, OWNER, "town", ListCases()).items if case.object == held]
    do(kit, OWNER, "town", DecideCase(case=case.id, action=action, rule="No spam.", facts="It is."))


def activity(kit: Kit, thread: Post) -> datetime:
    return ask(kit, "eve", "town", ReadPost(thread.id)).activity_at or datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("by_position", [False, True], ids=["all read", "each read"])
def test_a_held_reply_bumps_nothing_and_is_unread_to_nobody(town: Kit, *, by_position: bool) -> None:
    old, new = open_thread(town, "The old one"), open_thread(town, "The new one")
    for reader in ("ada", "eve"):
        for thread in (old, new):
            do(town, reader, "town", MarkRead(thread.id) if by_position else MarkAllRead())
    before = activity(town, old)
    held = reply(town, "bob", old, "Buy spam.")
    assert active(town) == [new.id, old.id]
    assert activity(town, old) == before
    assert (unread(town, "ada"), unread(town, "eve")) == ([], [])
    if by_position:
        position = ask(town, "eve", "town", ReadReadPosition(old.id))
        assert (position.unread, position.first_unread) == (0, None)

    decide(town, held, ModerationAction.DISMISS)  # from now on it is there, and new to everybody
    assert active(town) == [old.id, new.id]
    assert activity(town, old) > before
    assert (unread(town, "ada"), unread(town, "eve")) == ([old.id], [old.id])


def test_what_stood_before_a_held_reply_stays_unread(town: Kit) -> None:
    thread = open_thread(town, "A thread")
    do(town, "eve", "town", MarkRead(thread.id))
    seen = reply(town, "ada", thread)
    reply(town, "bob", thread, "Buy spam.")
    assert unread(town, "eve") == [thread.id]
    assert ask(town, "eve", "town", ReadReadPosition(thread.id)).first_unread == seen
    assert unread(town, "ada") == []  # the last posts are her own, as before


def test_replying_leaves_unread_what_stood_before_the_reply(town: Kit) -> None:
    thread = open_thread(town, "A thread")
    do(town, "eve", "town", MarkRead(thread.id))
    seen = reply(town, "bob", thread)
    for _ in range(2):
        reply(town, "eve", thread)
        assert unread(town, "eve") == [thread.id]
    do(town, "eve", "town", MarkRead(seen))
    assert unread(town, "eve") == []
    reply(town, "eve", thread)
    assert unread(town, "eve") == []


def test_a_reply_after_a_held_one_leaves_nothing_unread_to_its_author(town: Kit) -> None:
    thread = open_thread(town, "A thread")
    do(town, "eve", "town", MarkRead(thread.id))
    reply(town, "bob", thread, "Buy spam.")
    reply(town, "eve", thread)
    assert unread(town, "eve") == []
    assert unread(town, "ada") == [thread.id]


def test_removal_undoes_and_restoring_redoes_the_activity_of_the_last_replies(town: Kit) -> None:
    thread, other = open_thread(town, "A thread"), open_thread(town, "Another")
    do(town, "eve", "town", MarkAllRead())
    first, last = reply(town, "bob", thread), reply(town, "bob", thread)
    at = activity(town, thread)
    do(town, OWNER, "town", RemovePost(first))  # one in the middle changes nothing
    assert (activity(town, thread), unread(town, "eve")) == (at, [thread.id])
    do(town, OWNER, "town", RemovePost(last))
    assert (activity(town, thread), unread(town, "eve")) == (thread.activity_at, [])
    assert active(town) == [other.id, thread.id]
    do(town, OWNER, "town", RestorePost(last))
    assert (activity(town, thread), unread(town, "eve")) == (at, [thread.id])
    assert active(town) == [thread.id, other.id]
    do(town, OWNER, "town", RestorePost(first))
    assert activity(town, thread) == at


def test_the_fact_says_whether_anybody_could_see_the_post_before(town: Kit) -> None:
    thread = open_thread(town, "A thread")
    held, seen = reply(town, "bob", thread, "Buy spam."), reply(town, "bob", thread)
    do(town, OWNER, "town", RemovePost(seen))
    for id, first_shown in ((held, True), (seen, False)):
        facts = emitted_facts(town, OWNER, "town", RestorePost(id))
        assert [fact.first_shown for fact in facts if isinstance(fact, PostRestored)] == [first_shown]
