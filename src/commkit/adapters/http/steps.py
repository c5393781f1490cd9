"""Steps: what a request asks for, as the units of work that carry it out one after the other, and the response.

A plan is a generator: it gives the next thing to do, gets what came of it, and returns the response. So one plan is
carried out by threads and by event loops alike, and no session is open while bytes are moved.
"""

from collections.abc import Callable, Generator
from typing import Any

from attrs import frozen

from commkit.adapters.http.values import Response
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


@frozen
class Transfer:
    """Bytes that are moved outside of any session, and may take their time.

    Attributes:
        run: Moves them.
    """

    run: Callable[[], Any]


Plan = Generator[Call | Transfer, Any, Response]
