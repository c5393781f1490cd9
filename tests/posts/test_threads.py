"""Threads in reading order: the pages of any tree, put together, equal a depth-first walk computed by other means."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.posts import CreateReply, CreateThread, Post, PostId, ReadThread
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.sample import OWNER, create_community, new_kit

_places = count()


@pytest.fixture(scope="module")
def standing_kit(_migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """One database for all examples; each creates a community of its own."""
    file = tmp_path_factory.mktemp("threads") / "town.db"
    copy(_migrated_file, file)
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        yield kit


def pages(kit: Kit, place: str, thread: PostId, limit: int) -> list[Post]:
    seen: list[Post] = []
    after = None
    while True:
        page = ask(kit, OWNER, place, ReadThread(thread, after=after, limit=limit))
        assert len(page.items) <= limit
        seen += page.items
        if (after := page.next) is None:
            return seen


def walk(parents: list[int], levels: int) -> list[tuple[int, int]]:
    """The posts in reading order, each with its depth.

    A reply to a post on the lowest level has the depth of that post.
    """
    above: dict[int, int] = {0: -1}
    depth = {0: 0}
    for number, parent in enumerate(parents, start=1):
        while depth[parent] >= levels:
            parent = above[parent]  # noqa: PLW2901  # climbing is the point
        above[number] = parent
        depth[number] = depth[parent] + 1
    order: list[tuple[int, int]] = []

    def visit(number: int) -> None:
        order.append((number, depth[number]))
        for child in sorted(n for n, up in above.items() if up == number):
            visit(child)

    visit(0)
    return order


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 40), max_size=25).map(
        lambda choices: [w % n for n, w in enumerate(choices, start=1)]
    ),
    st.integers(1, 6),
    st.integers(1, 8),
)
def test_pages_follow_the_reading_order(
    standing_kit: Kit, parents: list[int], levels: int, limit: int
) -> None:
    place = f"place-{next(_places)}"
    create_community(standing_kit, place, settings={"posts": {"max_depth": levels}})
    with standing_kit.session(OWNER, place) as session:
        made = [session.do(CreateThread(kind="question", title="Why?", body="0"))]
        for number, parent in enumerate(parents, start=1):
            made.append(session.do(CreateReply(made[parent].id, str(number), kind="comment")))
    shown = pages(standing_kit, place, made[0].id, limit)
    assert [(int(post.body), post.depth) for post in shown] == walk(parents, levels)
    assert [post.number for post in shown] == [int(post.body) for post in shown]


def test_a_thread_of_many_replies_keeps_their_order(sqlite_kit: Kit) -> None:
    # Numbers of two bytes and more must sort as numbers, not as text.
    create_community(sqlite_kit)
    with sqlite_kit.session(OWNER, "town") as session:
        opening = session.do(CreateThread(kind="question", title="Why?", body="0"))
        for number in range(1, 301):
            session.do(CreateReply(opening.id, str(number)))
    assert [int(post.body) for post in pages(sqlite_kit, "town", opening.id, 100)] == list(range(301))


@pytest.mark.parametrize("depth", [0, -1, 33, 2**40])
def test_an_invalid_depth_is_refused(sqlite_kit: Kit, depth: int) -> None:
    create_community(sqlite_kit)
    with pytest.raises(Exception, match="max_depth"):
        do(sqlite_kit, OWNER, "town", UpdateSettings("posts", {"max_depth": depth}))


def test_a_thread_is_named_by_its_opening_post(kit: Kit) -> None:
    create_community(kit)
    opening = do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="0"))
    reply = do(kit, OWNER, "town", CreateReply(opening.id, "1"))
    with assert_refused(NotFound, "posts.not_found"):
        ask(kit, OWNER, "town", ReadThread(reply.id))


@pytest.mark.parametrize("cursor", ["", "!", "ä", "a", "=", "\u0000", "x y"])
def test_a_foreign_cursor_is_refused(kit: Kit, cursor: str) -> None:
    create_community(kit)
    opening = do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="0"))
    if cursor == "\0":
        with assert_invalid(after="bad_text"):
            ask(kit, OWNER, "town", ReadThread(opening.id, after=cursor))
    else:
        with assert_invalid(after="bad_cursor"):
            ask(kit, OWNER, "town", ReadThread(opening.id, after=cursor))
