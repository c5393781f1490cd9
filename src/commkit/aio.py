"""The same sessions for async hosts: one sync code base, run beside the event loop.

On SQLite a unit runs in a thread of its own; on PostgreSQL in a greenlet, on SQLAlchemy's async engine. Either way the
unit is a plain function that gets a `Session`::

    akit = AsyncKit(kit)
    question = CreateThread(kind="question", title="...", body="...")
    post = await akit.transact("user:2", "acme-help", lambda s: s.do(question))

A unit that has begun runs to its end: where its task is cancelled, it is committed or rolled back whole, its connection
is given back, and only then the cancellation goes on. A unit that still waits for its turn never begins.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import URL, Engine

from commkit.kit import Kit, check_work
from commkit.runtime.model.errors import Busy
from commkit.runtime.model.forks import renew_in_forks
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.engines import postgres_options, without_pooler
from commkit.runtime.storage.retry import pauses, raise_if_final

R = TypeVar("R")
T = TypeVar("T")
Work = Callable[[Session], T]


class AsyncKit:
    """A Kit for one event loop. Close it before the loop ends; the Kit itself stays open.

    Args:
        kit: What it runs.
        max_concurrency: How many units may run at once; further ones wait for their turn. On SQLite it is the number
            of readers, beside one writer.
    """

    def __init__(self, kit: Kit, *, max_concurrency: int = 10) -> None:
        self._runner: _Runner = (
            _ThreadRunner(kit, max_concurrency)
            if kit.database.is_sqlite
            else _GreenletRunner(kit, max_concurrency)
        )

    async def transact(
        self,
        actor: Actor,
        community: str | CommunityId | None,
        work: Work[T],
        *,
        idempotency_key: str | None = None,
        read_only: bool = False,
    ) -> T:
        """Run a whole unit of work, again where the database gave it up for another one; as `Kit.transact` does.

        Args:
            actor: As for `Kit.session`.
            community: As for `Kit.session`.
            work: A plain function; it gets the session, must not await, and may be run several times.
            idempotency_key: As for `Kit.session`.
            read_only: As for `Kit.session`.

        Returns:
            What `work` returns.

        Raises:
            Invalid: `work` is async; nothing of it is kept.
            Busy: The database gave it up again and again.
        """
        check_work(work)
        options = {"idempotency_key": idempotency_key, "read_only": read_only}
        return await self._runner.run(actor, community, work, options)

    async def do(
        self,
        actor: Actor,
        community: str | CommunityId | None,
        command: Command[R],
        *,
        idempotency_key: str | None = None,
    ) -> R:
        """Carry out one command in a unit of its own."""
        return await self.transact(actor, community, lambda s: s.do(command), idempotency_key=idempotency_key)

    async def ask(self, actor: Actor, community: str | CommunityId | None, query: Query[R]) -> R:
        """Answer one query, read-only."""
        return await self.transact(actor, community, lambda s: s.ask(query), read_only=True)

    async def close(self) -> None:
        """Wait for the units that run, and close threads and connections."""
        await self._runner.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class _Runner(Protocol):
    async def run(
        self, actor: Actor, community: str | CommunityId | None, work: Work[T], options: dict[str, Any]
    ) -> T: ...

    async def close(self) -> None: ...


class _ThreadRunner:
    """Units in threads. SQLite has one writer at a time, so one thread for them keeps the order of arrival."""

    def __init__(self, kit: Kit, max_concurrency: int) -> None:
        self._kit = kit
        self._max_concurrency = max_concurrency
        self.renew_after_fork()
        renew_in_forks(self)

    def renew_after_fork(self) -> None:
        """Start threads anew: a forked process has none of its parent's."""
        self._writer = ThreadPoolExecutor(1, "commkit-writer")
        self._readers = ThreadPoolExecutor(self._max_concurrency, "commkit-reader")

    async def run(
        self, actor: Actor, community: str | CommunityId | None, work: Work[T], options: dict[str, Any]
    ) -> T:
        unit = partial(self._kit.transact, actor, community, work, **options)
        threads = self._readers if options["read_only"] else self._writer
        future = threads.submit(copy_context().run, unit)
        return await _run_to_completion(asyncio.wrap_future(future), cancel=future.cancel)

    async def close(self) -> None:
        await asyncio.to_thread(self._writer.shutdown)
        await asyncio.to_thread(self._readers.shutdown)


class _GreenletRunner:
    """Units in greenlets: they run the sync code, and give the event loop its turn wherever the driver waits."""

    def __init__(self, kit: Kit, max_concurrency: int) -> None:
        from sqlalchemy.util import greenlet_spawn  # noqa: PLC0415  # needs greenlet, which is an extra

        self._spawn_greenlet = greenlet_spawn
        self._database = _AsyncDatabase(kit.database, max_concurrency)
        self._kit = kit.with_database(self._database)
        self._semaphore = asyncio.Semaphore(max_concurrency)
        self._checking = asyncio.Lock()
        self._checked = False

    async def run(
        self, actor: Actor, community: str | CommunityId | None, work: Work[T], options: dict[str, Any]
    ) -> T:
        once = partial(self._kit.run_once, actor, community, work, options)
        async with self._semaphore:
            task = asyncio.create_task(self._run_with_retry(once))
            return await _run_to_completion(task, cancel=lambda: False)

    async def close(self) -> None:
        await self._spawn_greenlet(self._database.close)

    async def _run_with_retry(self, once: Callable[[], T]) -> T:
        await self._check()
        for pause in pauses():
            try:
                return await self._spawn_greenlet(once)
            except Busy as busy:
                raise_if_final(busy)
            await asyncio.sleep(pause)
        return await self._spawn_greenlet(once)

    async def _check(self) -> None:
        if not self._checked:
            async with self._checking:
                if not self._checked:
                    await self._spawn_greenlet(self._kit.check)
                    self._checked = True


class _AsyncDatabase(Database):
    """The same database through the async driver; whatever is called of it runs inside a greenlet."""

    def __init__(self, original: Database, max_concurrency: int) -> None:
        self._max_concurrency = max_concurrency
        super().__init__(original.url, replica=original.replica)
        self.observer = original.observer

    def _connect_postgres(self, url: URL) -> Engine:
        from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415  # needs greenlet

        made = create_async_engine(
            without_pooler(url),
            **postgres_options(url),
            pool_size=self._max_concurrency,
            max_overflow=0,
        )
        return made.sync_engine


async def _run_to_completion(running: "asyncio.Future[T]", *, cancel: Callable[[], bool]) -> T:
    """Wait for a unit; where the waiting task is cancelled, let the unit end before the cancellation goes on.

    Args:
        running: The unit.
        cancel: Takes it back if it has not begun; returns whether it could.
    """
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        if not cancel():
            while not running.done():
                try:
                    await asyncio.wait([running])
                except asyncio.CancelledError:
                    continue  # the one that is on its way says it all
            if not running.cancelled():
                running.exception()  # retrieved, so that asyncio does not log it; nobody is left to get it
        raise
