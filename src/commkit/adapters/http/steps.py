"""Steps: what a request asks for, as the units of work that carry it out one after the other, and the response.

A plan is a generator: it gives the next thing to do, gets what came of it, and returns the response. So one plan is
carried out by threads and by event loops alike, and no session is open while bytes are moved.
"""

import asyncio
from collections.abc import Callable, Generator
from typing import Any

from attrs import frozen

from commkit.adapters.http.values import Response
from commkit.aio import AsyncKit
from commkit.kit import Kit
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.sessions.session import Session


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
    """

    run: Callable[[], Any]


def run_step(kit: Kit, step: Call | Transfer) -> Any:
    """Do what a step asks for; gives what came of it.

    Args:
        kit: The Kit.
        step: The step.
    """
    if isinstance(step, Transfer):
        return step.run()
    return kit.transact(step.actor, step.community, step.work, **step.options)


async def run_step_async(akit: AsyncKit, step: Call | Transfer) -> Any:
    """The same beside an event loop: bytes are moved in a thread.

    Args:
        akit: The Kit for this loop.
        step: The step.
    """
    if isinstance(step, Transfer):
        return await asyncio.to_thread(step.run)
    return await akit.transact(step.actor, step.community, step.work, **step.options)


Plan = Generator[Call | Transfer, Any, Response]
