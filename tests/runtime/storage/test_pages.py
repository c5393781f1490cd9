"""Cursors: each stands for a key, and a foreign one does no harm."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommkitError, Invalid, Kit, Query
from commkit.communities import ListAuditEntries
from commkit.members import ListMembers, MembershipStatus
from commkit.posts import (
    CreateReply,
    CreateThread,
    ListMemberPosts,
    ListThreads,
    ReadThread,
    ThreadOrder,
)
from commkit.search import SearchContent
from commkit.storage import EARLIEST, LARGEST, keyset
from tests.helpers import ask, assert_invalid, do
from tests.sample import OWNER, create_community, new_kit

ROOT = Path(__file__).parents[3]
SEARCH_ORDERS = ("newest", "relevance")
SOURCES = [*ROOT.glob("src/commkit/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")]


@given(st.binary(min_size=1, max_size=40))
def test_a_cursor_comes_back_as_the_key_it_stands_for(key: bytes) -> None:
    by_path = keyset(bytes, of="posts.threads")
    assert by_path.decode(by_path.encode((key,)), default=(b"",)) == (key,)


@given(st.integers(-(2**63), LARGEST), st.uuids())
def test_a_cursor_of_another_length_is_refused(number: int, id: UUID) -> None:
    one, two = keyset(int, of="posts.threads"), keyset(int, UUID, of="posts.threads")
    for made, read in [(two, one), (one, two)]:
        key: Any = (number, id)[: len(made.parts)]
        with pytest.raises(Invalid, match="after"):
            read.decode(made.encode(key), default=key)  # type: ignore[arg-type]  # the wrong one on purpose


@given(st.text(max_size=40))
def test_a_cursor_is_read_or_refused(cursor: str) -> None:
    try:
        assert keyset(bytes, of="posts.threads").decode(cursor, default=(b"",))[0]
    except Invalid as invalid:
        assert [error.path for error in invalid.errors] == ["after"]  # noqa: PT017  # either outcome is right


@given(st.binary(min_size=1, max_size=40))
def test_a_cursor_of_another_list_is_refused(key: bytes) -> None:
    one, other = keyset(bytes, of="posts.threads"), keyset(bytes, of="members.members")
    lists = [one, other, one.within("a"), one.within("b"), one.within("a", "b"), one.within("b", "a")]
    for made, read in product(lists, lists):
        cursor = made.encode((key,))
        if made is read:
            assert read.decode(cursor, default=(b"",)) == (key,)
        else:
            with assert_invalid(after="bad_cursor"):
                read.decode(cursor, default=(b"",))


def test_no_two_lists_have_one_name() -> None:
    """By their sources, since what a module keeps to itself is not seen from outside."""
    made = [
        name
        for path in SOURCES
        for name in re.findall(r"\bof=\"([a-z_.]+)\"", path.read_text())
        if "." in name
    ]
    assert len(made) >= 40
    assert [name for name, count in Counter(made).items() if count > 1] == []


def test_a_page_tells_where_the_next_one_starts() -> None:
    by_path = keyset(bytes, of="posts.threads")
    page = by_path.page([b"a", b"b", b"c"], 2, lambda row: (row,))
    assert page.items == (b"a", b"b")
    assert by_path.decode(page.next, default=(b"",)) == (b"b",)
    assert by_path.page([b"a", b"b"], 2, lambda row: (row,)).next is None


def test_every_list_refuses_the_cursors_of_others(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada", "bob"])
    made = []
    for actor in ("ada", "bob", "ada", "bob"):
        post = do(sqlite_kit, actor, "town", CreateThread(kind="question", title="Why?", body="So."))
        for _ in range(2):
            do(sqlite_kit, actor, "town", CreateReply(post.id, "So.", kind="comment"))
        made.append(post)
    lists: list[Callable[..., Query[Any]]] = [
        *(partial(ListThreads, order=order) for order in ThreadOrder),
        partial(ListThreads, kinds=("question",)),
        partial(ListThreads, kinds=("question", "answer")),
        partial(ListThreads, states=("open",)),
        partial(ListThreads, order=ThreadOrder.ACTIVE, since=EARLIEST),
        *(partial(ReadThread, post.id) for post in made[:2]),
        *(partial(ListMemberPosts, post.author) for post in made[:2]),
        ListMembers,
        partial(ListMembers, status=MembershipStatus.ACTIVE),
        ListAuditEntries,
        *(partial(SearchContent, text, order=order) for text in ("why", "so") for order in SEARCH_ORDERS),
        *(partial(SearchContent, "why", order=order, kind="question") for order in SEARCH_ORDERS),
    ]
    cursors = [ask(sqlite_kit, OWNER, "town", query(limit=1)).next for query in lists]
    assert None not in cursors
    for (number, query), (other, cursor) in product(enumerate(lists), enumerate(cursors)):
        if number == other:
            assert ask(sqlite_kit, OWNER, "town", query(after=cursor))
        else:
            with assert_invalid(after="bad_cursor"):
                ask(sqlite_kit, OWNER, "town", query(after=cursor))


@pytest.fixture
def pages(sqlite_kit: Kit) -> Any:
    """Gives every page, for a cursor."""
    create_community(sqlite_kit)
    with sqlite_kit.session(OWNER, "town") as session:
        post = session.do(CreateThread(kind="question", title="Why?", body="I wonder.", tags=("a",)))
        member = session.member

    def all_with(after: str) -> Any:
        return [
            ListThreads(after=after),
            ListThreads(order=ThreadOrder.ACTIVE, after=after),
            ListThreads(order=ThreadOrder.UNANSWERED, after=after),
            ListThreads(tag="a", after=after),
            ListMemberPosts(member, after=after),
            ReadThread(post.id, after=after),
        ]

    return sqlite_kit, all_with


@pytest.mark.parametrize("after", ["!", "", "====", "ä", "\ud800", "A" * 5_000, "AAAA" * 3, "/" * 32])
def test_a_cursor_of_garbage_is_invalid_or_an_empty_place(pages: Any, after: str) -> None:
    kit, all_with = pages
    for query in all_with(after):
        with kit.session(OWNER, "town", read_only=True) as session:
            try:
                session.ask(query)
            except CommkitError as error:
                assert isinstance(error, Invalid), error  # noqa: PT017  # either outcome is right
    for query in all_with("!")[:5]:
        with kit.session(OWNER, "town", read_only=True) as session, pytest.raises(Invalid):
            session.ask(query)


@given(key=st.binary(min_size=24, max_size=24) | st.binary(min_size=16, max_size=16))
def test_a_cursor_of_another_page_or_of_the_end_of_time_does_no_harm(key: bytes) -> None:
    after = keyset(bytes, of="posts.threads").encode((key,))
    for query in (
        ListThreads(after=after),
        ListThreads(order=ThreadOrder.ACTIVE, after=after),
        ListThreads(order=ThreadOrder.UNANSWERED, after=after),
        ListThreads(tag="a", after=after),
    ):
        with IN_MEMORY.session(OWNER, "town") as session, suppress(Invalid):
            session.ask(query)


IN_MEMORY = new_kit("sqlite://")


@pytest.fixture(scope="module", autouse=True)
def _in_memory() -> Any:
    IN_MEMORY.migrate()
    create_community(IN_MEMORY)
    yield
    IN_MEMORY.close()
