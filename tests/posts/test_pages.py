"""Pages by keyset: together they are the whole list in order, each post once, also while others write."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Kit
from commkit.posts import (
    CreateReply,
    CreateThread,
    ListMemberPosts,
    ListPopularTags,
    ListThreads,
    Post,
    PostId,
    ReadThread,
    RemovePost,
    RestorePost,
    ThreadOrder,
)
from commkit.storage import keyset
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_counters_hold, assert_invalid, do
from tests.sample import OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
_places = count()


@pytest.fixture(scope="module")
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture(scope="module")
def standing_kit(
    _migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, clock: ManualClock
) -> Iterator[Kit]:
    """One database for all examples; each creates a community of its own."""
    file = tmp_path_factory.mktemp("pages") / "town.db"
    copy(_migrated_file, file)
    with closing(new_kit(f"sqlite:///{file}", clock=clock)) as kit:
        yield kit


def publish(kit: Kit, place: str) -> Post:
    return do(kit, "ada", place, CreateThread(kind="question", title="Why?", body="So.", tags=("tag",)))


ORDERS: dict[str, Any] = {
    "newest": (lambda post: post.id, True),
    "active": (lambda post: (post.activity_at, post.id), True),
    "unanswered": (lambda post: (post.created_at, post.id), False),
    "score": (lambda post: (post.score, post.id), True),
    "member": (lambda post: post.id, True),
    "tag": (lambda post: post.id, True),
}


def query(name: str, author: Any, **fields: Any) -> Any:
    if name == "member":
        return ListMemberPosts(author, **fields)
    if name == "tag":
        return ListThreads(tag="Tag", **fields)
    return ListThreads(order=ThreadOrder(name), **fields)


@pytest.mark.parametrize("name", list(ORDERS))
@settings(max_examples=25)
@given(
    steps=st.lists(st.integers(0, 3), min_size=1, max_size=14),
    limit=st.integers(1, 5),
    between=st.lists(st.integers(0, 2), max_size=6),
)
def test_all_pages_together_are_the_whole_list(  # noqa: PLR0917  # pytest and Hypothesis pass them by name
    standing_kit: Kit, clock: ManualClock, name: str, steps: list[int], limit: int, between: list[int]
) -> None:
    """Posts that existed at the start are read once, in order, whatever is added between two pages."""
    kit, place = standing_kit, f"place-{next(_places)}"
    create_community(kit, place, members=["ada"])
    made: list[Post] = []
    for step in steps:
        clock.advance(timedelta(seconds=step))  # 0: in the very same microsecond
        made.append(publish(kit, place))
        if step == 3:
            do(kit, "ada", place, CreateReply(made[len(made) // 2].id, "Hm.", kind="comment"))
    author = made[0].author
    whole = ask(kit, OWNER, place, query(name, author, limit=100)).items
    key, falling = ORDERS[name]
    assert list(whole) == sorted(whole, key=key, reverse=falling)
    assert {post.id for post in whole if post.opens} == {post.id for post in made}

    clock.advance(timedelta(seconds=1))
    shown: list[Post] = []
    after = None
    additions = list(between)
    while True:
        page = ask(kit, OWNER, place, query(name, author, after=after, limit=limit))
        assert len(page.items) <= limit
        shown += page.items
        after = page.next
        if after is None:
            break
        for _ in range(additions.pop() if additions else 0):
            publish(kit, place)
    assert len({post.id for post in shown}) == len(shown)
    there = {post.id for post in whole}
    assert [post for post in shown if post.id in there] == list(whole)


def test_control_without_a_keyset_a_page_shows_a_post_twice(standing_kit: Kit) -> None:
    """The control: pages by offset repeat a post when one is added between them."""
    kit, place = standing_kit, f"place-{next(_places)}"
    create_community(kit, place, members=["ada"])
    for _ in range(4):
        publish(kit, place)

    def by_offset(start: int) -> tuple[Post, ...]:
        return ask(kit, OWNER, place, ListThreads(limit=100)).items[start : start + 2]

    first = by_offset(0)
    publish(kit, place)
    assert {post.id for post in first} & {post.id for post in by_offset(2)}


@pytest.mark.parametrize("limit", [-(2**63), -1, 0, 101, 2**63 - 1])
@pytest.mark.parametrize("name", ORDERS)
def test_other_limits_are_refused(standing_kit: Kit, name: str, limit: int) -> None:
    kit, place = standing_kit, f"place-{next(_places)}"
    create_community(kit, place, members=["ada"])
    thread = publish(kit, place)
    with assert_invalid(limit="out_of_range"):
        ask(kit, OWNER, place, query(name, thread.author, limit=limit))


@pytest.mark.parametrize("limit", [1, 100])
def test_limits_are_kept(standing_kit: Kit, limit: int) -> None:
    kit, place = standing_kit, f"place-{next(_places)}"
    create_community(kit, place, members=["ada"])
    with kit.session("ada", place) as session:
        made = [
            session.do(CreateThread(kind="question", title="Why?", body="So.", tags=(f"tag{n}", "tag")))
            for n in range(102)
        ]
        for _ in range(101):
            session.do(CreateReply(made[0].id, "Hm.", kind="comment"))
    author = made[0].author
    for name in ORDERS:
        assert len(ask(kit, OWNER, place, query(name, author, limit=limit)).items) == limit
    assert len(ask(kit, OWNER, place, ReadThread(made[0].id, limit=limit)).items) == limit
    assert len(ask(kit, OWNER, place, ListPopularTags(limit=limit))) == limit


@pytest.mark.parametrize("cursor", ["", "x", "!!", "AAAA", "ä", "A" * 21, "A" * 500, "= ="])
@pytest.mark.parametrize("name", list(ORDERS))
def test_foreign_cursors_are_refused(kit: Kit, name: str, cursor: str) -> None:
    create_community(kit, members=["ada"])
    with kit.session("ada", "town") as session:
        author = session.member
    with assert_invalid(after="bad_cursor"):
        ask(kit, OWNER, "town", query(name, author, after=cursor))


@pytest.mark.parametrize("name", list(ORDERS))
def test_a_cursor_with_any_key_gives_a_page(kit: Kit, name: str) -> None:
    """Any bytes of the right length are a position in the order."""
    create_community(kit, members=["ada"])
    author = publish(kit, "town").author
    of_member = keyset(bytes, of="posts.of_member").within(author)
    cursors = (
        of_member if name == "member" else keyset(bytes, of="posts.threads").of_query(query(name, author))
    )
    size = 24 if name in ("active", "unanswered", "score") else 16
    for key in (b"\0" * size, b"\xff" * size, b"\x7f" + b"\xff" * (size - 1)):
        after = cursors.encode((key,))
        page = ask(kit, OWNER, "town", query(name, author, after=after))
        assert len(page.items) in (0, 1)


def test_what_the_asker_writes_answers_nothing(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    asked = do(kit, "ada", "town", CreateThread(kind="question", title="Slow?", body="?"))

    def unanswered() -> list[PostId]:
        return [found.id for found in ask(kit, None, "town", ListThreads(order=ThreadOrder.UNANSWERED)).items]

    own = do(kit, "ada", "town", CreateReply(parent=asked.id, body="Any news?", kind="answer"))
    assert unanswered() == [asked.id]
    do(kit, OWNER, "town", RemovePost(own.id))
    do(kit, OWNER, "town", RestorePost(own.id))
    assert unanswered() == [asked.id]

    answer = do(kit, "bob", "town", CreateReply(parent=asked.id, body="No.", kind="answer"))
    assert unanswered() == []
    do(kit, OWNER, "town", RemovePost(answer.id))
    assert unanswered() == [asked.id]
    do(kit, OWNER, "town", RestorePost(answer.id))
    assert unanswered() == []
    assert_counters_hold(kit, "town")
