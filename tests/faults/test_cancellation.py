"""Async: a task that is cancelled at each await in turn leaves all or nothing, and no connection in use."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import greenlet_spawn

from commkit import Kit
from commkit.aio import AsyncKit
from commkit.members import ListMembers
from commkit.posts import CreateReply, CreateThread
from commkit.testing.faults import cancel_at_each_await
from commkit.testing.snapshots import snapshot
from tests.helpers import assert_counters_hold
from tests.sample import OWNER, create_community

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.", tags=("build",))
Look = Callable[[], None]


def two_posts(session: Any) -> None:
    """A unit of several commands, so that there is something to tear."""
    asked = session.do(QUESTION)
    session.do(CreateReply(asked.id, "Because."))


def looking(kit: Kit, akit: AsyncKit, seen: set[int]) -> Look:
    """See that a unit was kept whole or not at all, and that nobody holds a connection."""
    pool: Any = akit._runner._kit.database.engine.pool  # type: ignore[attr-defined]

    def look() -> None:
        assert pool.checkedout() == 0
        assert busy_connections(kit) == 0
        rows = snapshot(kit)
        posts = len(rows["commkit_post"])
        assert posts % 2 == 0
        assert (
            sum("posts.created" in row or "posts.replied" in row for row in rows["commkit_outbox"]) == posts
        )
        assert sum("'posts." in row for row in rows["commkit_audit"]) == posts
        assert_counters_hold(kit, "town")
        seen.add(posts)

    return look


def busy_connections(kit: Kit) -> int:
    """How many connections stay in a transaction: the server learns a little later that one was cut in its commit."""
    if kit.database.is_sqlite:
        return 0
    in_transactions = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend' AND state <> 'idle'"
    )
    until = monotonic() + 10
    while True:
        with kit.database.engine.connect() as connection:
            busy = int(connection.execute(in_transactions).scalar_one())
        if not busy or monotonic() > until:
            return busy
        sleep(0.05)


def drive(
    kit: Kit, work: Callable[[AsyncKit], Coroutine[Any, Any, object]], **words: Any
) -> tuple[int, set[int]]:
    """Cancel it at each await; gives how often, and the numbers of posts that were there in between."""
    seen: set[int] = set()

    async def whole() -> int:
        async with AsyncKit(kit, max_concurrency=2) as akit:
            return await cancel_at_each_await(lambda: work(akit), looking(kit, akit, seen), **words)

    return asyncio.run(whole()), seen


WAYS = pytest.mark.parametrize(
    "way",
    [{}, {"again": True}, {"everything": True}, {"everything": True, "again": True}],
    ids=["the caller", "the caller, again and again", "every task", "every task, again and again"],
)


@WAYS
def test_a_unit_cancelled_at_each_await_is_kept_whole_or_not_at_all(kit: Kit, way: dict[str, bool]) -> None:
    create_community(kit)
    cancelled, seen = drive(kit, lambda akit: akit.transact(OWNER, "town", two_posts), **way)
    assert cancelled >= (1 if kit.database.is_sqlite else 10)
    assert max(seen) >= 2


@WAYS
def test_a_query_cancelled_at_each_await_holds_no_connection(kit: Kit, way: dict[str, bool]) -> None:
    create_community(kit, members=["ada"])
    cancelled, seen = drive(kit, lambda akit: akit.ask("ada", "town", ListMembers()), **way)
    assert cancelled >= 1
    assert seen == {0}


# --- SQLite: a unit is in a thread, so the moments between its statements are no awaits ------------------------------


@pytest.mark.parametrize(
    "work", [two_posts, lambda session: session.ask(ListMembers())], ids=["writes", "reads"]
)
def test_a_unit_cancelled_at_each_statement_of_its_thread_is_kept_whole(sqlite_kit: Kit, work: Any) -> None:
    create_community(sqlite_kit)
    seen: set[int] = set()

    async def whole() -> int:
        loop = asyncio.get_running_loop()
        async with AsyncKit(sqlite_kit, max_concurrency=2) as akit:
            look = looking(sqlite_kit, akit, seen)
            for at in range(1, 200):
                moment = _Statement(at)
                task = loop.create_task(akit.transact(OWNER, "town", work))
                sqlite_kit.database.observer = partial(moment.tell, loop, task)
                await asyncio.wait([task])
                sqlite_kit.database.observer = None
                look()
                if not moment.triggered:
                    return at - 1
                assert task.cancelled()
        raise AssertionError("it has no end")

    assert asyncio.run(whole()) >= (10 if work is two_posts else 1)
    assert max(seen) >= (2 if work is two_posts else 0)


class _Statement:
    """The statement at which the task is cancelled; its thread goes on when that is done."""

    def __init__(self, at: int) -> None:
        self._left = at
        self.triggered = False

    def tell(self, loop: asyncio.AbstractEventLoop, task: "asyncio.Task[Any]", sql: str) -> None:
        self._left -= 1
        if self._left == 0:
            self.triggered = True
            done = Event()
            loop.call_soon_threadsafe(task.cancel)
            loop.call_soon_threadsafe(done.set)
            assert done.wait(30)


# --- controls --------------------------------------------------------------------------------------------------------


def test_control_one_unit_after_the_other_is_kept_by_half(kit: Kit) -> None:
    create_community(kit)

    async def naive(akit: AsyncKit) -> None:
        asked = await akit.do(OWNER, "town", QUESTION)
        await akit.do(OWNER, "town", CreateReply(asked.id, "Because."))

    with pytest.raises(AssertionError, match="% 2"):
        drive(kit, naive)


@pytest.mark.postgres
@pytest.mark.parametrize("closes", [True, False])
def test_control_a_unit_that_keeps_its_connection_is_found(postgres_kit: Kit, *, closes: bool) -> None:
    async def whole() -> None:
        engine = create_async_engine(postgres_kit.database.url)
        pool: Any = engine.pool
        held: list[PoolProxiedConnection] = []  # or the collector would give them back in its own time

        def naive() -> None:
            connection = engine.sync_engine.raw_connection()
            held.append(connection)
            try:
                connection.cursor().execute("SELECT 1")
                connection.commit()
            finally:
                if closes:
                    connection.close()
            connection.close()

        def look() -> None:
            assert pool.checkedout() == 0, "in use"
            assert busy_connections(postgres_kit) == 0, "in use"

        try:
            await cancel_at_each_await(lambda: greenlet_spawn(naive), look)
        finally:
            for connection in held:
                await greenlet_spawn(connection.close)
            await engine.dispose()

    if closes:
        asyncio.run(whole())
    else:
        with pytest.raises(AssertionError, match="in use"):
            asyncio.run(whole())
