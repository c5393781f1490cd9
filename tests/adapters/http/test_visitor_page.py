"""Visitors' pages of a thread and of a list: few statements, whatever their length, and answers for caches."""

from typing import Any

import pytest

from commkit import Kit
from commkit.communities import UpdateSettings
from commkit.posts import AddReaction, CreateReply, CreateThread
from commkit.testing.kits import capture_statements
from tests.adapters.http_client import Client, client_of
from tests.helpers import do
from tests.sample import OWNER, create_community

THREAD = (
    "commkit_community",  # who looks, and where
    "commkit_post",  # the posts, and whether each may be seen
    "commkit_pin",  # what they are marked with, and their authors
    "commkit_reaction_count",
    "commkit_crawler_preference",  # whether models may be trained on it
)
"""What each statement of the page of a thread is about, in order."""
LIST = (
    "commkit_community",
    "commkit_post",
    "commkit_pin",
    "commkit_crawler_preference",
)
"""The same of a list of threads, which shows no reactions."""


def fill(kit: Kit, replies: int) -> Any:
    create_community(kit, members=("ada",))
    thread = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="I ask."))
    for number in range(replies):
        reply = do(kit, "ada", "town", CreateReply(thread.id, "So.", kind="answer"))
        do(kit, OWNER, "town", AddReaction(reply.id, "up"))
        do(kit, OWNER, "town", CreateThread(kind="question", title=f"And {number}?", body="I ask."))
    return thread.id


def assert_asks(kit: Kit, tables: tuple[str, ...], visitor: Client, path: str, **query: Any) -> None:
    """The page asks about these tables, and caches may keep it until something changes."""
    first = visitor.get(path, **query)
    known = {"if-none-match": first.header("etag") or ""}
    with capture_statements(kit) as statements:
        again = visitor.get(path, headers=known, **query)
    assert len(statements) == len(tables), statements
    for statement, table in zip(statements, tables, strict=True):
        assert table in str(statement)
    assert (first.status, again.status) == (200, 304)
    assert first.header("cache-control") == "public, max-age=0, must-revalidate"
    do(kit, "ada", "town", CreateThread(kind="question", title="New", body="I ask."))
    if "thread" in query:
        do(kit, "ada", "town", CreateReply(query["thread"], "New.", kind="answer"))
    assert visitor.get(path, headers=known, **query).status == 200, "control: what changed is sent again"


@pytest.mark.parametrize("replies", [0, 19])
def test_a_thread_takes_five_statements_and_may_be_kept(kit: Kit, replies: int) -> None:
    thread = fill(kit, replies)
    assert_asks(kit, THREAD, client_of(kit), "/posts/view-thread", thread=thread)


@pytest.mark.parametrize("replies", [0, 19])
def test_a_list_takes_four_statements_and_may_be_kept(kit: Kit, replies: int) -> None:
    fill(kit, replies)
    assert_asks(kit, LIST, client_of(kit), "/posts/view-threads")


def test_members_are_not_asked_where_the_community_allows_no_training(kit: Kit) -> None:
    thread = fill(kit, 2)
    do(kit, OWNER, "town", UpdateSettings("crawlers", {"training": False}))
    assert_asks(kit, THREAD[:-1], client_of(kit), "/posts/view-thread", thread=thread)
    assert_asks(kit, LIST[:-1], client_of(kit), "/posts/view-threads")
