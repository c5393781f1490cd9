"""Real HTTP servers on loopback for the shells: uvicorn for ASGI applications, wsgiref for WSGI ones."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any, Literal
from urllib.parse import unquote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import uvicorn
from attrs import frozen

HOST = "127.0.0.1"


@frozen
class Server:
    """A server that runs.

    Attributes:
        port: Where it listens.
        open_connections: How many connections it serves at this moment.
        own_statuses: Statuses of 500 and more with which it refuses by itself what no application sees.
    """

    port: int
    open_connections: Callable[[], int]
    own_statuses: frozenset[int] = frozenset()

    def is_idle(self, *, within: float = 5) -> bool:
        """Whether all connections end in some seconds."""
        end = time.monotonic() + within
        while self.open_connections():
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True


@contextmanager
def uvicorn_server(app: Any, *, lifespan: Literal["on", "off"] = "on") -> Iterator[Server]:
    """Run an ASGI application in a thread.

    Args:
        app: The application.
        lifespan: Whether it has a lifespan.
    """
    config = uvicorn.Config(
        app,
        lifespan=lifespan,
        log_config=None,
        log_level="critical",
        access_log=False,
        http="h11",
        ws="none",  # the contract has no sockets, and a library for them answers before it
        loop="asyncio",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=2,
    )
    server = uvicorn.Server(config)
    with socket.create_server((HOST, 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "uvicorn did not start"
            time.sleep(0.005)
        try:
            yield Server(listener.getsockname()[1], lambda: len(server.server_state.connections))
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive(), "uvicorn did not stop"


class _Handler(WSGIRequestHandler):
    timeout = 2
    """Seconds for a silent client."""

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        # As servers do it that can mount an application below a path.
        base: str = self.server.base  # type: ignore[attr-defined]  # below
        path = unquote(self.path.partition("?")[0], "iso-8859-1")
        if path == base or path.startswith(base + "/"):
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = base, path[len(base) :]
        return environ

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the client went

    def log_message(self, *_: object) -> None:
        return


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, base: str) -> None:
        super().__init__((HOST, 0), _Handler)
        self.base = base
        self.connections = 0
        self._lock = threading.Lock()

    def _count(self, change: int) -> None:
        with self._lock:
            self.connections += change

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self._count(1)
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._count(-1)

    def server_bind(self) -> None:
        """As its parent, without asking the network for the name of this machine."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()


@contextmanager
def wsgi_server(app: Any, *, base: str) -> Iterator[Server]:
    """Run a WSGI application in threads.

    Args:
        app: The application.
        base: The path below which it is mounted; the empty one for an application that has its own routes.
    """
    server = _Server(base)
    server.set_app(app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Server(server.server_port, lambda: server.connections, frozenset({501, 505}))
    finally:
        server.shutdown()
        server.server_close()
        thread.join(20)
