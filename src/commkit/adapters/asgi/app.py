"""The ASGI application: requests and the lifespan of a server."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from commkit.adapters.asgi.kits import LoopKits
from commkit.adapters.asgi.receiving import (
    Disconnected,
    Receive,
    Scope,
    Send,
    has_body,
    received_pieces,
    request_of,
    with_body,
)
from commkit.adapters.asgi.sending import last_of_connection, send_response
from commkit.adapters.http.contract import Contract
from commkit.adapters.http.handling import handle_async, refuse_early
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.shells import check_actor, contract_of, refusal
from commkit.adapters.http.values import Response
from commkit.kit import Kit

AsgiActor = Callable[[Scope], Awaitable[str | None] | str | None]
"""Finds out who sent a request, from its scope: gives the host's key of the user, or None for a visitor."""


class AsgiApp:
    """The HTTP contract of a Kit as an ASGI 3 application: run it, or mount it anywhere in another one.

    Args:
        served: A Kit, or a contract made with `make_contract`.
        actor: Finds out who sent a request. A plain function runs in a thread, so that it may wait; an async one is
            awaited. It is asked before the body is read. What it raises goes to the server, and the request is not
            carried out.
        body_timeout: Seconds that a client may take for its whole body; then it is answered 408.
        send_timeout: Seconds that a client may take for a piece of an answer (64 KiB); then it is cut off.
        max_concurrency: As for `commkit.aio.AsyncKit`.
    """

    def __init__(
        self,
        served: Kit | Contract,
        *,
        actor: AsgiActor,
        body_timeout: float = 30,
        send_timeout: float = 30,
        max_concurrency: int = 10,
    ) -> None:
        self.contract = contract_of(served)
        self._actor = actor
        self._body_timeout = body_timeout
        self._send_timeout = send_timeout
        self._kits = LoopKits(self.contract.kit, max_concurrency)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI describes it."""
        if scope["type"] == "http":
            await self._serve(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close"})
        else:
            raise ValueError(f"there is nothing to do for ASGI scopes of type {scope['type']!r}")

    def lifespan(self, app: object = None) -> AbstractAsyncContextManager[None]:
        """For applications that mount this one, and whose servers tell only them when they end.

        Args:
            app: The application that mounts it, as Starlette and FastAPI hand it in.
        """
        return self._kits.lifespan(app)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(scope, receive)
        except Disconnected:
            return
        await send_response(response, receive, send, method=scope["method"], send_timeout=self._send_timeout)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        request = request_of(scope)
        key = check_actor(await self._find_actor(scope))
        refused = refuse_early(self.contract, request, key)
        if refused is not None:
            return last_of_connection(refused, scope) if has_body(request) else refused
        limit = self.contract.body_limit(request)
        try:
            request = await with_body(
                request, received_pieces(receive), limit=limit, seconds=self._body_timeout
            )
        except BadRequest as error:
            return last_of_connection(refusal(error), scope)
        return await handle_async(self.contract, self._kits.current(), request, key)

    async def _find_actor(self, scope: Scope) -> Any:
        if inspect.iscoroutinefunction(self._actor):
            return await self._actor(scope)
        found = await asyncio.to_thread(self._actor, scope)
        return await found if inspect.isawaitable(found) else found

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._kits.close()
                await send({"type": "lifespan.shutdown.complete"})
                return
