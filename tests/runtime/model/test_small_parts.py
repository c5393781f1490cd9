"""Ids, cursors, the queue of writers, and what drivers' errors become."""

# ruff: noqa: PT017  # either outcome is right, and each has its own form

import pickle
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread, get_ident
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Busy, CommkitError, Conflict, FieldError, Invalid, Kit, StorageFull
from commkit.posts import (
    CreateThread,
    ListActiveThreads,
    ListMemberPosts,
    ListNewestThreads,
    ListThreadsByTag,
    ListUnansweredThreads,
    ReadThread,
)
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.ids import Ids, new_community_id
from commkit.runtime.storage import retry
from commkit.runtime.storage.database import translate
from commkit.runtime.storage.queueing import FairQueue
from commkit.storage import LARGEST, keyset
from tests.sample import OWNER, create_community, new_kit

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENTS = st.integers(0, 5_000_000_000_000_000).map(
    lambda microseconds: EPOCH + timedelta(microseconds=microseconds)
)


# --- ids -----------------------------------------------------------------------------------------------------------


def test_ids_rise_within_one_moment() -> None:
    ids = Ids()
    made = [ids.new(NOW) for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {(id.version, id.variant) for id in made} == {(7, made[0].variant)}


def test_ids_rise_within_one_moment_across_threads() -> None:
    ids = Ids()
    with ThreadPoolExecutor(4) as threads:
        batches = list(threads.map(lambda _: [ids.new(NOW) for _ in range(2_000)], range(4)))
    assert len({id for batch in batches for id in batch}) == 8_000
    assert all(batch == sorted(batch) for batch in batches)


@given(st.lists(MOMENTS, max_size=20))
def test_ids_are_in_order_of_time(moments: list[datetime]) -> None:
    ids = Ids()
    made = {moment: ids.new(moment) for moment in moments}
    by_time = sorted(made)
    for earlier, later in pairwise(by_time):
        if later - earlier >= timedelta(milliseconds=1):
            assert made[earlier] < made[later]
            assert made[earlier].bytes < made[later].bytes


def test_communities_have_random_ids() -> None:
    assert {new_community_id().version for _ in range(10)} == {4}


# --- cursors -------------------------------------------------------------------------------------------------------


@given(st.binary(min_size=1, max_size=40))
def test_a_cursor_comes_back_as_the_key_it_stands_for(key: bytes) -> None:
    by_path = keyset(bytes)
    assert by_path.decode(by_path.encode((key,)), default=(b"",)) == (key,)


@given(st.integers(-(2**63), LARGEST), st.uuids())
def test_a_cursor_of_another_length_is_refused(number: int, id: UUID) -> None:
    for made, read in [(keyset(int, UUID), keyset(int)), (keyset(int), keyset(int, UUID))]:
        key: Any = (number, id)[: len(made.parts)]
        with pytest.raises(Invalid, match="after"):
            read.decode(made.encode(key), default=key)  # type: ignore[arg-type]  # the wrong one on purpose


@given(st.text(max_size=40))
def test_a_cursor_is_read_or_refused(cursor: str) -> None:
    try:
        assert keyset(bytes).decode(cursor, default=(b"",))[0]
    except Invalid as invalid:
        assert [error.path for error in invalid.errors] == ["after"]


def test_a_page_tells_where_the_next_one_starts() -> None:
    by_path = keyset(bytes)
    page = by_path.page([b"a", b"b", b"c"], 2, lambda row: (row,))
    assert page.items == (b"a", b"b")
    assert by_path.decode(page.next, default=(b"",)) == (b"b",)
    assert by_path.page([b"a", b"b"], 2, lambda row: (row,)).next is None


@pytest.fixture
def pages(sqlite_kit: Kit) -> Any:
    """Gives every page, for a cursor."""
    create_community(sqlite_kit)
    with sqlite_kit.session(OWNER, "town") as session:
        post = session.do(CreateThread(kind="question", title="Why?", body="I wonder.", tags=("a",)))
        member = session.member

    def all_with(after: str) -> Any:
        return [
            ListNewestThreads(after=after),
            ListActiveThreads(after=after),
            ListUnansweredThreads(after=after),
            ListThreadsByTag("a", after=after),
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
                assert isinstance(error, Invalid), error
    for query in all_with("!")[:5]:
        with kit.session(OWNER, "town", read_only=True) as session, pytest.raises(Invalid):
            session.ask(query)


@given(key=st.binary(min_size=24, max_size=24) | st.binary(min_size=16, max_size=16))
def test_a_cursor_of_another_page_or_of_the_end_of_time_does_no_harm(key: bytes) -> None:
    after = keyset(bytes).encode((key,))
    for query in (
        ListNewestThreads(after=after),
        ListActiveThreads(after=after),
        ListUnansweredThreads(after=after),
        ListThreadsByTag("a", after=after),
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


# --- the queue of writers ------------------------------------------------------------------------------------------


def wait_until(condition: Any) -> None:
    for _ in range(5_000):
        if condition():
            return
        time.sleep(0.001)
    raise AssertionError("it did not happen within five seconds")


def test_the_queue_is_in_order_of_arrival() -> None:
    queue = FairQueue()
    order: list[int] = []

    def work(number: int) -> None:
        queue.enter(30)
        order.append(number)
        queue.leave()

    queue.enter(30)
    threads = []
    for number in range(12):
        thread = Thread(target=work, args=(number,))
        thread.start()
        threads.append(thread)
        wait_until(lambda n=number: len(queue._waiting) == n + 1)
    queue.leave()
    for thread in threads:
        thread.join(timeout=30)
    assert order == list(range(12))
    queue.enter(0)  # it is free again
    queue.leave()


def test_who_has_the_turn_and_wants_it_again_is_told_at_once() -> None:
    queue = FairQueue()
    queue.enter(30)
    with pytest.raises(Busy) as caught:
        queue.enter(30)
    assert caught.value.code == "runtime.nested_writer"
    queue.leave()
    queue.enter(0)


def test_who_waits_too_long_is_told_and_holds_up_nobody() -> None:
    queue = FairQueue()
    taken, enough = Event(), Event()

    def hold() -> None:
        queue.enter(30)
        taken.set()
        enough.wait(timeout=30)
        queue.leave()

    holder = Thread(target=hold)
    holder.start()
    taken.wait(timeout=30)
    with pytest.raises(Busy) as caught:
        queue.enter(0.01)
    assert caught.value.code == "runtime.locked"
    enough.set()
    holder.join(timeout=30)
    queue.enter(30)
    assert queue._holder == get_ident()
    queue.leave()


def test_a_writing_session_inside_another_is_told_at_once(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    with sqlite_kit.session(OWNER, "town") as session:
        with pytest.raises(Busy, match="read-only"), sqlite_kit.session(OWNER, "town"):
            pass
        session.do(CreateThread(kind="question", title="Why?", body="It goes on."))


# --- errors of drivers ---------------------------------------------------------------------------------------------


class DriverError(Exception):
    """As psycopg's errors look."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40001", Busy),
        ("40P01", Busy),
        ("53100", StorageFull),
        ("23505", Conflict),
        ("23503", Conflict),
        ("42P01", DriverError),
    ],
)
def test_states_of_postgresql_become_errors_of_ours(state: str, kind: type[Exception]) -> None:
    told = translate(DriverError(state))
    assert type(told) is kind
    if isinstance(told, Busy):
        assert told.data["retryable"] is True


def test_errors_of_sqlite_become_errors_of_ours(tmp_path: Path) -> None:
    one = sqlite3.connect(tmp_path / "a.db", isolation_level=None, timeout=0)
    two = sqlite3.connect(tmp_path / "a.db", isolation_level=None, timeout=0)
    one.execute("CREATE TABLE t (a PRIMARY KEY)")
    one.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as locked:
        two.execute("BEGIN IMMEDIATE")
    one.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.IntegrityError) as twice:
        one.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.OperationalError) as nothing:
        one.execute("SELECT * FROM nothing")
    one.close()
    two.close()
    assert type(translate(locked.value)) is Busy
    assert type(translate(twice.value)) is Conflict
    assert translate(nothing.value) is nothing.value


def test_every_error_has_a_code_and_says_whose_it_is() -> None:
    error = Conflict("club.taken", "It is taken.", slug="town")
    assert (error.code, error.plugin, error.data, str(error)) == (
        "club.taken", "club", {"slug": "town"}, "It is taken. [club.taken]",
    )  # fmt: skip
    assert error.slug == "town"  # type: ignore[attr-defined]
    assert Conflict("club.taken", "It is taken.", plugin="other").plugin == "other"


@pytest.mark.postgres
def test_a_unit_that_was_given_up_is_run_again_whole(postgres_kit: Kit) -> None:

    create_community(postgres_kit)
    attempts: list[int] = []

    def unit(session: Any) -> Any:
        attempts.append(1)
        post = session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
        if len(attempts) < 3:
            raise Busy("runtime.busy", "as the database would say", retryable=True)
        return post

    post = postgres_kit.transact(OWNER, "town", unit)
    with postgres_kit.session(OWNER, "town") as session:
        assert [item.id for item in session.ask(ListNewestThreads()).items] == [post.id]
    assert len(attempts) == 3


def test_a_unit_that_is_given_up_each_time_ends(sqlite_kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry.time, "sleep", lambda _: None)
    create_community(sqlite_kit)
    attempts: list[int] = []

    def unit(session: Any) -> None:
        attempts.append(1)
        raise Busy("runtime.busy", "again", retryable=True)

    with pytest.raises(Busy):
        sqlite_kit.transact(OWNER, "town", unit)
    assert len(attempts) == retry.ATTEMPTS
    attempts.clear()

    def other(session: Any) -> None:
        attempts.append(1)
        raise Busy("runtime.locked", "not worth another attempt")

    with pytest.raises(Busy):
        sqlite_kit.transact(OWNER, "town", other)
    assert len(attempts) == 1


@pytest.mark.parametrize(
    "error",
    [
        Conflict("posts.stale", "read it again", current=3),
        Invalid([FieldError("body", "blank", "write something")], code="club.bad"),
        Busy("runtime.busy", "try again", plugin="club", retryable=True),
    ],
)
def test_errors_cross_processes_whole(error: CommkitError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.code, again.plugin, str(again), again.data) == (
        error.code,
        error.plugin,
        str(error),
        error.data,
    )
    assert getattr(again, "errors", ()) == getattr(error, "errors", ())
