"""A visitor's page of a thread: few statements, however many posts it has, and one answer that caches may keep."""

import pytest

from commkit import Kit
from commkit.posts import AddReaction, CreateReply, CreateThread
from commkit.testing.kits import capture_statements
from tests.adapters.http_client import client_of
from tests.helpers import do
from tests.sample import create_community

TABLES = (
    "commkit_community",  # who looks, and where
    "commkit_post",  # the posts, and whether each may be seen
    "commkit_pin",  # what they are marked with
    "commkit_membership",  # their authors
    "commkit_reaction_count",
    "commkit_crawler_preference",  # whether models may be trained on it
)
"""What each statement is about, in order."""


@pytest.mark.parametrize("replies", [0, 19])
def test_it_takes_six_statements_and_may_be_kept(kit: Kit, replies: int) -> None:
    create_community(kit, members=("ada",))
    thread = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="I ask."))
    for _ in range(replies):
        reply = do(kit, "ada", "town", CreateReply(thread.id, "So.", kind="answer"))
        do(kit, "owner", "town", AddReaction(reply.id, "up"))
    visitor = client_of(kit)
    first = visitor.get("/posts/view-thread", thread=thread.id)
    with capture_statements(kit) as statements:
        again = visitor.get(
            "/posts/view-thread", thread=thread.id, headers={"if-none-match": first.header("etag") or ""}
        )
    assert len(statements) == len(TABLES)
    for statement, table in zip(statements, TABLES, strict=True):
        assert table in str(statement)
    assert (first.status, again.status) == (200, 304)
    assert first.header("cache-control") == "public, max-age=0, must-revalidate"
    do(kit, "ada", "town", CreateReply(thread.id, "New.", kind="answer"))
    changed = visitor.get(
        "/posts/view-thread", thread=thread.id, headers={"if-none-match": first.header("etag") or ""}
    )
    assert changed.status == 200, "control: what changed is sent again"
