"""A stream: what one reader is sent, piece by piece, by threads and event loops alike.

What happened waits here as it was emitted, and is narrowed to what the reader may see when it is sent: whoever was
banned meanwhile gets nothing more of it. What it does next is a generator of steps, as plans are.
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Condition
from time import monotonic
from typing import Any, Self

from attrs import define, field, frozen

from commkit.adapters.http.sse import event, heartbeat, is_position, opening, position_at
from commkit.adapters.http.steps import Call, Transfer, run_step, run_step_async
from commkit.aio import AsyncKit
from commkit.kit import Kit
from commkit.runtime.delivery.following import WINDOW, Given, OutboxReader, time_of
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.ids import FactId, first_id_from
from commkit.runtime.model.messages import Fact
from commkit.runtime.sessions.session import Session

RESUMED_FOR = timedelta(days=1)
"""Who was away for longer asks the views again: it costs less than what happened meanwhile."""
RESUMED_FACTS = 10_000
"""Who missed more does so, too."""
RESET = "reset"
"""The event that says: ask the views again."""


@frozen
class Wait:
    """A step: wait until there is something to send, at most so long.

    Attributes:
        seconds: How long.
    """

    seconds: float


@frozen
class Told:
    """What a reader gets of some facts.

    Attributes:
        fields: For each fact its fields; None where it is not for them.
        rights: What the reader is at that moment: where it changes, they may see something else than before.
        member: The reader's member id.
    """

    fields: list[dict[str, Any] | None]
    rights: tuple[object, ...]
    member: object


Steps = Generator[bytes | Wait | Call | Transfer, Any, None]


@define(eq=False)
class EventStream:
    """The stream of one reader: iterate over it with `for` or, beside an event loop, with `async for`, and close it.

    `next` blocks for a heartbeat at most. Made by `StreamHub.open`.

    Attributes:
        kit: The Kit.
        actor: The host's key of the reader; None for a visitor.
        reader: Reads the outbox of the community.
        after: The id of the last event that the client got; None for one that begins.
        heartbeat: Seconds after which something is sent in any case.
        limit: How many facts may wait; one that falls behind more is cut off.
        on_close: Called once it is closed.
        ends_at: When it ends at the latest, by `time.monotonic`.
        for_visitor: Whether it takes one of the places of visitors: who reads it is no member of the community.
        akit: The Kit for the event loop that iterates over it.
        position: An id from which it can be resumed once nothing waits.
        given: Which facts were given before it was opened; the others are put in.
        is_cut: Whether it was ended because it fell behind.
    """

    kit: Kit
    actor: str | None
    reader: OutboxReader
    after: FactId | None
    heartbeat: float
    limit: int
    on_close: Callable[["EventStream"], None]
    ends_at: float = math.inf
    for_visitor: bool = False
    akit: AsyncKit | None = None
    position: FactId | None = None
    given: Given | None = None
    is_cut: bool = False
    _waiting: deque[Fact] = field(factory=deque, init=False)
    _changed: Condition = field(factory=Condition, init=False)
    _ended: bool = field(default=False, init=False)
    _closed: bool = field(default=False, init=False)
    _alert: Callable[[], object] | None = field(default=None, init=False)
    _rights: tuple[object, ...] | None = field(default=None, init=False)
    _steps: Steps | None = field(default=None, init=False)

    # --- what a hub does with it -----------------------------------------------------------------------------------

    def put(self, facts: Sequence[Fact], *, read_at: FactId) -> None:
        """Let facts wait to be sent; where too many do, the stream is cut off. Waits for nobody.

        Args:
            facts: The facts.
            read_at: The position behind them.
        """
        with self._changed:
            self.position = read_at
            if not facts or self._ended:
                return
            if len(self._waiting) + len(facts) > self.limit:
                self.is_cut = True
                self._end()
                return
            self._waiting.extend(facts)
            self._wake()

    def end(self) -> None:
        """End it: what waits is not sent any more."""
        with self._changed:
            self._end()

    def is_over(self, now: float) -> bool:
        """Whether it has ended, or lasts no longer."""
        return self._ended or now >= self.ends_at

    # --- what a shell does with it ---------------------------------------------------------------------------------

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        result: Any = None
        while True:
            step = self._next_step(result)
            if step is None:
                raise StopIteration
            if isinstance(step, bytes):
                return step
            result = (
                self._wait(step.seconds)
                if isinstance(step, Wait)
                else _outcome(partial(run_step, self.kit, step))
            )

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        result: Any = None
        while True:
            step = self._next_step(result)
            if step is None:
                raise StopAsyncIteration
            if isinstance(step, bytes):
                return step
            result = await (
                self._wait_async(step.seconds) if isinstance(step, Wait) else self._run_async(step)
            )

    def close(self) -> None:
        """Give back what it holds; whoever waits in `next` is woken."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._end()
        self.on_close(self)

    async def aclose(self) -> None:
        """Give back what it holds."""
        self.close()

    # --- how it is done --------------------------------------------------------------------------------------------

    def _end(self) -> None:
        self._ended = True
        self._waiting.clear()
        self._wake()

    def _wake(self) -> None:
        self._changed.notify_all()
        if self._alert is not None:
            self._alert()

    def _next_step(self, result: Any) -> bytes | Wait | Call | Transfer | None:
        if self._steps is None:
            self._steps = self._all_steps()
        try:
            step = None if self._ended else self._steps.send(result)
        except StopIteration:
            step = None
        if step is None or self._ended:  # a piece that was made while it was ended is not sent
            self.close()
            return None
        return step

    def _all_steps(self) -> Steps:
        yield opening(self.position if self.after is None else None)
        given, self.given = self.given, None
        if self.after is not None and given is not None:
            yield from self._resume(self.after, given)
        while not self._ended:
            left = self.ends_at - monotonic()
            if left <= 0:
                return self.end()
            facts, position = self._take()
            if facts:
                yield from self._tell(facts)
            elif not (yield Wait(min(self.heartbeat, left))) and position is not None:
                yield heartbeat(position)
        return None

    def _resume(self, after: FactId, given: Given) -> Steps:
        """Send what the client missed: all since a minute before the event that it got last, but not that one."""
        position = self.position or after
        oldest = yield Transfer(self.reader.oldest)
        if isinstance(oldest, CommkitError):
            return self.end()
        if self._is_too_late(after, oldest):
            yield event(RESET, {"reason": "missed"}, id=position)
            return None
        last: FactId | None = FactId(first_id_from(time_of(after) - WINDOW))
        count = 0
        while last is not None:
            page = yield Transfer(partial(self.reader.page_after, last))
            if isinstance(page, CommkitError):
                return self.end()
            facts, last = page
            count += len(facts)
            if count > RESUMED_FACTS:
                yield event(RESET, {"reason": "missed"}, id=position)
                return None
            if missed := [fact for fact in facts if fact.id in given and fact.id != after]:
                yield from self._tell(missed)
        return None

    def _is_too_late(self, after: FactId, oldest: FactId | None) -> bool:
        """Whether facts behind an id may have been deleted from the outbox."""
        if time_of(after) < self.reader.now() - RESUMED_FOR:
            return True
        return oldest > after if oldest is not None else not is_position(after)

    def _tell(self, facts: Sequence[Fact]) -> Steps:
        """Send what the reader may see of some facts now; nothing more to who may follow no longer."""
        work = partial(_told, facts=facts)
        told = yield Call(self.actor, self.reader.community, work, read_only=True)
        if isinstance(told, CommkitError):
            return self.end()
        pieces = [
            event(fact.name, fields, id=fact.id)
            for fact, fields in zip(facts, told.fields, strict=True)
            if fields is not None and fact.id is not None
        ]
        if self._sight_changed(facts, told):
            pieces.append(
                event(RESET, {"reason": "rights"}, id=facts[-1].id or position_at(self.reader.now()))
            )
        if pieces:
            yield b"".join(pieces)
        return None

    def _sight_changed(self, facts: Sequence[Fact], told: Told) -> bool:
        """Whether the reader sees more now than before, or less."""
        before, self._rights = self._rights, told.rights
        return (before is not None and before != told.rights) or any(
            told.member is not None and told.member in _whose_sight(fact) for fact in facts
        )

    def _take(self) -> tuple[list[Fact], FactId | None]:
        with self._changed:
            facts = list(self._waiting)
            self._waiting.clear()
            return facts, self.position

    def _wait(self, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._waiting) or self._ended, seconds)

    async def _wait_async(self, seconds: float) -> bool:
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def alert() -> None:
            with suppress(
                RuntimeError
            ):  # the loop was closed while it waited: others must be told all the same
                loop.call_soon_threadsafe(woken.set)

        with self._changed:
            if self._waiting or self._ended:
                return True
            self._alert = alert
        try:
            async with asyncio.timeout(seconds):
                await woken.wait()
        except TimeoutError:
            return False
        finally:
            with self._changed:
                self._alert = None  # the loop may end, and the hub does not know
        return True

    async def _run_async(self, step: Call | Transfer) -> Any:
        if self.akit is None:
            return await asyncio.to_thread(_outcome, partial(run_step, self.kit, step))
        try:
            return await run_step_async(self.akit, step)
        except CommkitError as error:
            return error


def _outcome(run: Callable[[], Any]) -> Any:
    """What it gives, or the error that it raised."""
    try:
        return run()
    except CommkitError as error:
        return error


def _told(session: Session, *, facts: Sequence[Fact]) -> Told:
    mine = session.membership
    rights = (session.role, mine.version, mine.trust_level) if mine is not None else (session.role,)
    return Told(session.visible_facts(facts), rights, mine.id if mine is not None else None)


def _whose_sight(fact: Fact) -> Sequence[object]:
    if fact.changes_sight_of is None:
        return ()
    value = getattr(fact, fact.changes_sight_of)
    return value if isinstance(value, tuple) else (value,)
