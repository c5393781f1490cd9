"""A small ASGI application that serves a contract, under a real server: what a shell does, and no more."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from time import sleep
from typing import Any

import uvicorn
from attrs import frozen

from commkit.adapters.http import Contract, Request, handle_async
from commkit.adapters.http.event_stream import EventStream
from commkit.aio import AsyncKit

SEND_TIMEOUT = 2.0
"""Seconds that a client may take for a piece; then it is cut off."""
SMALL = 4_096
"""Bytes that the system buffers for a connection, so that a slow reader is noticed early."""


@frozen
class Server:
    """A server that runs.

    Attributes:
        port: Where it listens on loopback.
        contract: What it serves.
    """

    port: int
    contract: Contract


@contextmanager
def stream_server(contract: Contract, *, max_concurrency: int = 10) -> Iterator[Server]:
    """Serve a contract; its streams are ended before the server is."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    listening.bind(("127.0.0.1", 0))
    listening.listen(2_048)
    app = _App(contract, max_concurrency)
    config = uvicorn.Config(app, log_level="critical", lifespan="on", backlog=2_048)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="uvicorn")
    thread.start()
    try:
        while not server.started:
            sleep(0.01)
            assert thread.is_alive(), "the server did not start"
        yield Server(listening.getsockname()[1], contract)
    finally:
        contract.streams.close()
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
        assert not thread.is_alive(), "the server waits for somebody"


class _App:
    def __init__(self, contract: Contract, max_concurrency: int) -> None:
        self._contract = contract
        self._max_concurrency = max_concurrency
        self._akit: AsyncKit | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        request = Request(scope["method"], scope["path"], headers=headers)
        assert self._akit is not None
        response = await handle_async(self._contract, self._akit, request, headers.get("x-actor"))
        raw = [(name.lower().encode(), value.encode()) for name, value in response.headers]
        await send({"type": "http.response.start", "status": response.status, "headers": raw})
        if isinstance(response.stream, EventStream):
            await self._stream(response.stream, receive, send)
        else:
            await send({"type": "http.response.body", "body": response.body})

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        self._akit = AsyncKit(self._contract.kit, max_concurrency=self._max_concurrency)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._akit.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _stream(self, stream: EventStream, receive: Any, send: Any) -> None:
        sending = asyncio.create_task(_send_all(stream, send))
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await asyncio.wait([sending, gone], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stream.close()
            for task in (sending, gone):
                task.cancel()
                with suppress(asyncio.CancelledError, TimeoutError, OSError):
                    await task


async def _send_all(stream: AsyncIterator[bytes], send: Any) -> None:
    async for piece in stream:
        async with asyncio.timeout(SEND_TIMEOUT):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
