"""Real servers on loopback that answer as a test wants; each ends with its test."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from attrs import field, frozen


@frozen
class Request:
    """What a server got."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@frozen
class RunningServer:
    """A server that runs.

    Attributes:
        url: Where it is.
        requests: What it got, in order.
    """

    url: str
    requests: list[Request] = field(factory=list)


Answer = Callable[[Request], tuple[int, dict[str, str], bytes]]


def fixed_answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    """The same answer each time."""
    return lambda request: (status, headers, body)


@contextmanager
def http_server(answer: Answer) -> Iterator[RunningServer]:
    """A real HTTP server on loopback."""
    got: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(size))
            got.append(request)
            status, more, body = answer(request)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield RunningServer(f"http://127.0.0.1:{server.server_port}/hook", got)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def tcp_server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A TCP server on loopback that does with each connection what the test says; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def accept() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    talk(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
