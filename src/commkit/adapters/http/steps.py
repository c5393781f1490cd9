"""Steps: what a request asks for, as the units of work that carry it out one after the other, and the response.

A plan is a generator: it gives the next thing to do, gets what came of it, and returns the response. So one plan is
carried out by threads and by event loops alike, and no session is open while bytes are moved.
"""

import asyncio
from collections.abc import Callable, Generator
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

from attrs import frozen

from commkit.adapters.http.values import Response
from commkit.aio import AsyncKit
from commkit.kit import Kit
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.sessions.session import Session

T = TypeVar("T")


@frozen
class Call:
    """A unit of work.

    Attributes:
        actor: Who acts.
        community: The slug or id of the community; None for the lobby.
        work: What is done in the session.
        read_only: Whether it only reads.
        idempotency_key: The key that the client gave.
    """

    actor: Actor
    community: str | CommunityId | None
    work: Callable[[Session], Any]
    read_only: bool = False
    idempotency_key: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        """The further arguments of `transact`."""
        return {"read_only": self.read_only, "idempotency_key": self.idempotency_key}


@frozen
class Transfer:
    """Bytes that are moved outside of any session, and may take their time.

    Attributes:
        run: Moves them.
        give_back: Gives back what `run` made, where the request was cancelled meanwhile and nobody is left to take it.
    """

    run: Callable[[], Any]
    give_back: Callable[[Any], object] | None = None


Step = Call | Transfer


def run_step(kit: Kit, step: Step) -> Any:
    """Do what a step asks for; gives what came of it.

    Args:
        kit: The Kit.
        step: The step.
    """
    if isinstance(step, Transfer):
        return step.run()
    return kit.transact(step.actor, step.community, step.work, **step.options)


async def run_step_async(akit: AsyncKit, step: Step) -> Any:
    """The same beside an event loop: bytes are moved in a thread.

    Args:
        akit: The Kit for this loop.
        step: The step.
    """
    if isinstance(step, Transfer):
        return await run_in_thread(step.run, give_back=step.give_back)
    return await akit.transact(step.actor, step.community, step.work, **step.options)


async def run_in_thread(run: Callable[[], T], *, give_back: Callable[[T], object] | None = None) -> T:
    """Run a function in a thread, to its end; as `run_to_end` does.

    Args:
        run: The function.
        give_back: As for `run_to_end`.
    """
    # A future and no task: whoever cancels all tasks of a loop at its end would take the result away.
    running = asyncio.get_running_loop().run_in_executor(None, partial(copy_context().run, run))
    return await run_to_end(running, give_back=give_back)


async def run_to_end(running: "asyncio.Future[T]", *, give_back: Callable[[T], object] | None = None) -> T:
    """Wait for what runs; where the task is cancelled meanwhile, it ends before the cancellation goes on.

    Args:
        running: What runs.
        give_back: Gets what it made where the task was cancelled, since nobody else will.
    """
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            try:
                await asyncio.wait([running])
            except asyncio.CancelledError:
                continue  # the one that is on its way says it all
        if not running.cancelled() and running.exception() is None and give_back is not None:
            give_back(running.result())
        raise


Steps = Generator[Step, Any, T]
Plan = Steps[Response]
