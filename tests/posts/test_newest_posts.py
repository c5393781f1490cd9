"""The latest posts of a thread, the newest first, wherever they stand in the tree of replies."""

from uuid import uuid4

import pytest

from commkit import Kit, NotFound
from commkit.members import BlockMember
from commkit.posts import CreateReply, CreateThread, ListNewestPosts, Post, PostId, RemovePost
from tests.helpers import ask, assert_invalid, assert_refused, do, member_id
from tests.sample import create_community


@pytest.fixture
def thread(kit: Kit) -> Post:
    create_community(kit, members=("ada", "bob"))
    return do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="I wonder."))


def bodies(kit: Kit, thread: Post, actor: str | None = "bob", limit: int = 20) -> list[str]:
    return [post.body for post in ask(kit, actor, "town", ListNewestPosts(thread.id, limit=limit))]


def test_they_come_by_time(kit: Kit, thread: Post) -> None:
    first = do(kit, "bob", "town", CreateReply(thread.id, "One."))
    do(kit, "bob", "town", CreateReply(thread.id, "Two."))
    do(kit, "ada", "town", CreateReply(first.id, "Three, to the first."))
    assert bodies(kit, thread) == ["Three, to the first.", "Two.", "One.", "I wonder."]
    assert bodies(kit, thread, None, limit=2) == ["Three, to the first.", "Two."]


def test_what_is_removed_is_left_out(kit: Kit, thread: Post) -> None:
    reply = do(kit, "bob", "town", CreateReply(thread.id, "One."))
    do(kit, "bob", "town", RemovePost(reply.id))
    assert bodies(kit, thread, "ada") == ["I wonder."]
    do(kit, "ada", "town", BlockMember(member_id(kit, "bob")))
    assert bodies(kit, thread) == ["I wonder."], "who is blocked still reads"
    do(kit, "ada", "town", RemovePost(thread.id))
    with assert_refused(NotFound, "posts.not_found"):
        bodies(kit, thread)


def test_there_is_none_of_a_reply_or_of_nothing(kit: Kit, thread: Post) -> None:
    reply = do(kit, "bob", "town", CreateReply(thread.id, "One."))
    for id in (reply.id, PostId(uuid4())):
        with assert_refused(NotFound, "posts.not_found"):
            ask(kit, "ada", "town", ListNewestPosts(id))
    with assert_invalid(limit="out_of_range"):
        bodies(kit, thread, limit=101)
