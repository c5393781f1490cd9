"""The ASGI application under a real server whose connections buffer little."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import Any

import uvicorn
from attrs import frozen

from commkit.adapters.asgi import AsgiApp
from commkit.adapters.http import Contract

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
    app = AsgiApp(contract, actor=_actor, send_timeout=SEND_TIMEOUT, max_concurrency=max_concurrency)
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


def _actor(scope: Any) -> str | None:
    return next((value.decode() for name, value in scope["headers"] if name == b"x-actor"), None)
