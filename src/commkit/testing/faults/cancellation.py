"""A task that is cancelled at its first await, then at its second..., until it comes to its end undisturbed."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from itertools import count
from typing import Any


async def cancel_at_each_await(
    work: Callable[[], Coroutine[Any, Any, object]],
    check: Callable[[], object],
    *,
    everything: bool = False,
    again: bool = False,
) -> int:
    """Run `work()` again and again, each time cancelled one await later, and look at what it left.

    Awaits count wherever the event loop gets its turn: in the task itself and in every task that it starts.

    Args:
        work: Makes the coroutine: `lambda: akit.do("ada", "town", command)`.
        check: Called after each run; raises where something is half-written or a connection is in use.
        everything: Cancel every task that there is, as `asyncio.run` does at Ctrl-C, rather than only the caller's.
        again: Cancel anew at each further await, as an impatient host does.

    Returns:
        How often it was cancelled.

    Raises:
        AssertionError: It ended before the tasks that it started, or swallowed the cancellation; and whatever `check`
            raises.
    """
    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()
    for at in count(1):
        moment = _Moment(at, everything=everything, again=again)
        loop.set_task_factory(moment.task)
        try:
            first = moment.first = loop.create_task(work())
            await asyncio.wait([first])
        finally:
            loop.set_task_factory(before)
        left = [task for task in moment.tasks if not task.done()]
        if left:
            await asyncio.wait(left)
        if not moment.triggered:
            first.result()
            check()
            return at - 1
        assert everything or not left, f"cancelled at await {at}, it left while {len(left)} task(s) went on"
        assert not first.cancelled() or first.cancelling(), f"cancelled at await {at}, it lost count of it"
        if not first.cancelled() and (error := first.exception()) is not None:
            raise AssertionError(f"cancelled at await {at}, it raised {error!r}") from error
        check()
    raise AssertionError("it has no end")


class _Moment:
    """When to cancel, and what runs until then."""

    def __init__(self, at: int, *, everything: bool, again: bool) -> None:
        self.at = at
        self.everything = everything
        self.again = again
        self.awaits = 0
        self.tasks: list[asyncio.Task[Any]] = []
        self.first: asyncio.Task[Any] | None = None

    @property
    def triggered(self) -> bool:
        return self.awaits >= self.at

    def task(self, loop: asyncio.AbstractEventLoop, coro: Any, **words: Any) -> asyncio.Task[Any]:
        """The task factory while the work runs."""
        made: asyncio.Task[Any] = asyncio.Task(_Counted(coro, self.count), loop=loop, **words)
        self.tasks.append(made)
        return made

    def count(self) -> None:
        self.awaits += 1
        if self.awaits < self.at or (self.awaits > self.at and not self.again):
            return
        for task in self.tasks if self.everything else (self.first,):
            if task is not None:
                task.cancel()


class _Counted(Coroutine[Any, Any, Any]):
    """A coroutine that calls `on_suspend` each time it gives the event loop its turn."""

    def __init__(self, inner: Any, on_suspend: Callable[[], None]) -> None:
        self._inner = inner
        self._on_suspend = on_suspend

    def send(self, value: Any) -> Any:
        waits_for = self._inner.send(value)
        self._on_suspend()
        return waits_for

    def throw(self, *error: Any) -> Any:
        waits_for = self._inner.throw(*error)
        self._on_suspend()
        return waits_for

    def close(self) -> None:
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        result: Any = yield from self._inner.__await__()
        return result
