"""Sessions for async hosts: the same results, many at once, and cancellation that tears nothing."""

import asyncio
import contextvars
import random
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import func, select, text

from commkit import Conflict, Denied, Kit, MigrationPending, NotFound, aio
from commkit.aio import AsyncKit
from commkit.members import contribution, membership
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    Post,
    PostCreated,
    ReadPost,
    post,
)
from commkit.runtime.storage.tables import audit, outbox
from commkit.search import SearchContent
from commkit.testing.contexts import context_of
from tests.sample import OWNER, create_community, new_kit

QUESTION = CreateThread(kind="question", title="Why?", body="0")
_OF = (contribution.c.community_id == membership.c.community_id) & (contribution.c.member == membership.c.id)


def run(kit: Kit, work: Callable[[AsyncKit], Awaitable[Any]], **options: Any) -> Any:
    """Run something with an AsyncKit in an event loop of its own; see that every connection was given back."""

    async def whole() -> Any:
        async with AsyncKit(kit, **options) as akit:
            result = await work(akit)
            assert checked_out(akit) == 0
            return result

    return asyncio.run(whole())


def checked_out(akit: AsyncKit) -> int:
    pool: Any = akit._runner._kit.database.engine.pool  # type: ignore[attr-defined]
    count: int = pool.checkedout()
    return count


def test_a_unit_gives_what_its_work_gives(kit: Kit) -> None:
    create_community(kit)
    heard: list[PostCreated] = []
    kit.on(PostCreated)(heard.append)

    async def work(akit: AsyncKit) -> None:
        made = await akit.transact(OWNER, "town", lambda session: session.do(QUESTION))
        assert await akit.ask(OWNER, "town", ReadPost(made.id)) == made
        again = await akit.do(OWNER, "town", QUESTION, idempotency_key="k")
        assert await akit.do(OWNER, "town", QUESTION, idempotency_key="k") == again
        assert [fact.post for fact in heard] == [made.id, again.id]
        with pytest.raises(Denied):
            await akit.do(None, "town", QUESTION)
        with pytest.raises(Denied, match="only reads"):
            await akit.transact(OWNER, "town", lambda session: session.do(QUESTION), read_only=True)
        with pytest.raises(NotFound):
            await akit.ask(OWNER, "nowhere", ListThreads())
        with pytest.raises(ZeroDivisionError):
            await akit.transact(OWNER, "town", lambda session: (session.do(QUESTION), 1 / 0))
        assert len((await akit.ask(OWNER, "town", ListThreads())).items) == 2

    run(kit, work)


def test_a_search_is_planned_each_time_as_in_sync_hosts(kit: Kit) -> None:
    """A driver that is told to keep no plan of a statement is another object here than in sync hosts."""
    create_community(kit)
    made = kit.transact(OWNER, "town", lambda session: session.do(QUESTION))
    orders: tuple[Any, ...] = ("relevance", "newest")

    def kept(session: Any) -> list[str]:
        listed = text("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in context_of(session).connection.execute(listed)]

    async def work(akit: AsyncKit) -> None:
        for order in orders * 8:
            found = await akit.ask(OWNER, "town", SearchContent("why", order=order))
            assert [hit.object for hit in found.hits] == [made.id]
            await akit.ask(OWNER, "town", ReadPost(made.id))
        if kit.database.is_sqlite:
            return
        plans = await akit.transact(OWNER, "town", kept, read_only=True)
        assert any("commkit_post" in each for each in plans), "the control: of others plans are kept"
        assert not any("commkit_search_entry" in each for each in plans)

    run(kit, work)


def test_an_unmigrated_database_is_reported(tmp_path: Any, postgres_url: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'new.db'}", postgres_url):
        kit = new_kit(url)

        async def work(akit: AsyncKit) -> None:
            with pytest.raises(MigrationPending):
                await akit.ask(OWNER, "town", ListThreads())

        run(kit, work)
        kit.close()


@pytest.mark.slow
def test_fifty_tasks_at_once_lose_nothing(kit: Kit) -> None:
    create_community(kit, members=[f"user:{n}" for n in range(10)])
    with kit.session(OWNER, "town") as session:
        question = session.do(QUESTION)

    async def add_one(akit: AsyncKit, number: int) -> None:
        await akit.do(f"user:{number % 10}", "town", CreateReply(question.id, f"answer {number}"))
        while True:
            seen = await akit.ask(OWNER, "town", ReadPost(question.id))
            edit = EditPost(post=question.id, version=seen.version, body=str(int(seen.body) + 1))
            try:
                await akit.do(OWNER, "town", edit)
            except Conflict:
                continue
            return

    async def work(akit: AsyncKit) -> Post:
        await asyncio.gather(*(add_one(akit, number) for number in range(50)))
        return await akit.ask(OWNER, "town", ReadPost(question.id))

    after = run(kit, work)
    assert (after.body, after.version, after.reply_count) == ("50", 51, 50)
    with kit.database.engine.connect() as connection:
        written = (
            select(contribution.c.post_count)
            .join(membership, _OF)
            .where(membership.c.key.startswith("user:"))
        )
        assert {count for (count,) in connection.execute(written)} == {5}


@pytest.mark.postgres
def test_deadlocks_are_retried(postgres_kit: Kit) -> None:
    """Two units that take two threads in opposite orders: one is given up and run again."""
    create_community(postgres_kit, members=("user:0", "user:1"))
    with postgres_kit.session(OWNER, "town") as session:
        one, other = session.do(QUESTION), session.do(QUESTION)
    begun: list[int] = []

    def opposite(number: int) -> Callable[[Any], None]:
        first, second = (one, other) if number else (other, one)

        def unit(session: Any) -> None:
            begun.append(number)
            session.do(CreateReply(first.id, "first"))
            context_of(session)._driver.cursor().execute(
                "SELECT pg_sleep(0.2)"
            )  # so that each has its first lock
            session.do(CreateReply(second.id, "second"))

        return unit

    async def work(akit: AsyncKit) -> None:
        await asyncio.gather(*(akit.transact(f"user:{n}", "town", opposite(n)) for n in range(2)))

    run(postgres_kit, work)
    assert len(begun) == 3
    with postgres_kit.database.engine.connect() as connection:
        assert connection.execute(select(func.count()).where(post.c.parent.is_not(None))).scalar() == 4


def test_reading_goes_on_while_something_is_written(kit: Kit) -> None:
    create_community(kit)

    async def work(akit: AsyncKit) -> None:
        writing = asyncio.Event()
        loop = asyncio.get_running_loop()
        read: asyncio.Future[int] = loop.create_future()

        def slow(session: Any) -> None:
            session.do(QUESTION)
            loop.call_soon_threadsafe(writing.set)
            if kit.database.is_sqlite:
                asyncio.run_coroutine_threadsafe(_result(read), loop).result(timeout=30)
            else:
                context_of(session)._driver.cursor().execute("SELECT pg_sleep(0.3)")

        unit = asyncio.create_task(akit.transact(OWNER, "town", slow))
        await writing.wait()
        page = await akit.ask(OWNER, "town", ListThreads())
        assert not unit.done()
        assert page.items == ()
        read.set_result(1)
        await unit

    run(kit, work)


async def _result(future: "asyncio.Future[int]") -> int:
    return await future


def test_the_context_of_the_task_is_the_units(kit: Kit) -> None:
    create_community(kit)
    request: contextvars.ContextVar[str] = contextvars.ContextVar("request")

    async def work(akit: AsyncKit) -> None:
        request.set("r1")
        assert await akit.transact(OWNER, "town", lambda session: request.get()) == "r1"

    run(kit, work)


# --- cancellation --------------------------------------------------------------------------------------------------


def tally(kit: Kit) -> dict[str, int]:
    with kit.database.engine.connect() as connection:
        return {
            "posts": connection.execute(select(func.count()).select_from(post)).scalar_one(),
            "told": connection.execute(
                select(func.count()).select_from(outbox).where(outbox.c.fact == "posts.created")
            ).scalar_one(),
            "noted": connection.execute(
                select(func.count()).select_from(audit).where(audit.c.command == "posts.create_thread")
            ).scalar_one(),
            "counted": connection.execute(
                select(func.coalesce(func.sum(contribution.c.post_count), 0))
                .join(membership, _OF)
                .where(membership.c.key == OWNER)
            ).scalar_one(),
        }


def test_cancelling_at_random_moments_leaves_nothing_half_written(kit: Kit) -> None:
    create_community(kit)
    chance = random.Random(7)
    done: list[int] = []

    def two_posts(session: Any) -> None:
        session.do(QUESTION)
        session.do(QUESTION)

    async def one(akit: AsyncKit) -> None:
        await akit.transact(OWNER, "town", two_posts)
        done.append(1)

    async def work(akit: AsyncKit) -> int:
        cancelled = 0
        for _ in range(12):
            tasks = [asyncio.create_task(one(akit)) for _ in range(5)]
            for task in tasks:
                await asyncio.sleep(chance.uniform(0, 0.004))
                task.cancel()
                if chance.random() < 0.5:
                    await asyncio.sleep(0)
                    task.cancel()  # once more, while it ends
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(result is None or isinstance(result, asyncio.CancelledError) for result in results)
            cancelled += sum(result is not None for result in results)
            assert checked_out(akit) == 0
        await one(akit)  # it still works
        return cancelled

    cancelled = run(kit, work, max_concurrency=3)
    after = tally(kit)
    assert cancelled > 0
    assert after["posts"] == after["told"] == after["noted"] == after["counted"]
    assert after["posts"] % 2 == 0
    assert after["posts"] >= 2 * len(done)


def test_a_unit_that_has_not_begun_never_begins(kit: Kit) -> None:
    create_community(kit)

    async def work(akit: AsyncKit) -> None:
        begun = asyncio.Event()
        loop = asyncio.get_running_loop()
        release: asyncio.Future[int] = loop.create_future()

        def hold(session: Any) -> None:
            loop.call_soon_threadsafe(begun.set)
            if kit.database.is_sqlite:
                asyncio.run_coroutine_threadsafe(_result(release), loop).result(timeout=30)
            else:
                context_of(session)._driver.cursor().execute("SELECT pg_sleep(0.3)")

        holder = asyncio.create_task(akit.transact(OWNER, "town", hold))
        await begun.wait()
        waiting = asyncio.create_task(akit.do(OWNER, "town", QUESTION))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert not holder.done()  # the cancellation did not wait for the unit ahead
        release.set_result(1)
        await holder

    run(kit, work, max_concurrency=1)
    assert tally(kit)["posts"] == 0


async def _at_once(running: "asyncio.Future[Any]", *, cancel: Callable[[], bool]) -> Any:
    """What the library does not do: leave as soon as one is cancelled."""
    return await asyncio.shield(running)


@pytest.mark.parametrize("waits", [True, False], ids=["as it is", "control: leaving at once"])
def test_whoever_is_cancelled_leaves_when_the_connection_is_given_back(
    kit: Kit, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_community(kit)
    if not waits:
        monkeypatch.setattr(aio, "_run_to_completion", _at_once)

    async def work(akit: AsyncKit) -> int:
        loop = asyncio.get_running_loop()
        begun = asyncio.Event()

        def unit(session: Any) -> None:
            session.do(QUESTION)
            loop.call_soon_threadsafe(begun.set)
            if kit.database.is_sqlite:
                asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), loop).result(timeout=30)
            else:
                context_of(session)._driver.cursor().execute("SELECT pg_sleep(0.05)")

        task = asyncio.create_task(akit.transact(OWNER, "town", unit))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        held = checked_out(akit)
        while checked_out(akit):  # noqa: ASYNC110  # the pool tells nobody
            await asyncio.sleep(0.01)
        return held

    assert run(kit, work) == (0 if waits else 1)
    assert tally(kit)["posts"] == 1


def test_importing_it_loads_no_greenlet() -> None:
    # SQLAlchemy 2.0 loads it by itself where it is installed.
    program = (
        "import sys, sqlalchemy; before = 'greenlet' in sys.modules; import commkit.aio;"
        "print('greenlet' in sys.modules and not before)"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "False"


@pytest.mark.postgres
def test_the_hosts_sync_and_async_sides_share_one_database(postgres_kit: Kit) -> None:
    create_community(postgres_kit)

    async def work(akit: AsyncKit) -> Post:
        return await akit.do(OWNER, "town", QUESTION)

    made = run(postgres_kit, work)
    with postgres_kit.session(OWNER, "town") as session:
        assert session.ask(ReadPost(made.id)) == made
    with postgres_kit.database.engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
