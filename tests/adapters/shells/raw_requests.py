"""Raw requests: bytes that are no HTTP, or half of it, as they come from broken clients, scanners and attackers."""

import random
import socket
import time
from collections.abc import Iterator

from attrs import frozen

from tests.adapters.shells.servers import HOST, Server

DEADLINE = 10.0
"""Seconds after which a connection counts as hung."""
FRAGMENT = bytes(range(256))
LINES = (
    b"GET /c/-/types HTTP/1.1",
    b"GET /c/-/types HTTP/1.0",
    b"GET /c/-/types HTTP/0.9",
    b"GET /c/-/types HTTP/9.9",
    b"GET /c/-/types",
    b"GET  /c/-/types  HTTP/1.1",
    b"GET /c/-/types HTTP/1.1 extra",
    b"get /c/-/types HTTP/1.1",
    b"GET http://elsewhere.example/c/-/types HTTP/1.1",
    b"GET * HTTP/1.1",
    b"OPTIONS * HTTP/1.1",
    b"CONNECT c:443 HTTP/1.1",
    b"GET /c/\xff\xfe HTTP/1.1",
    b"GET /c/%ff%fe%00/x HTTP/1.1",
    b"GET /c/-/types?\xff=\xfe HTTP/1.1",
    b"POST /c/-/communities/create-community HTTP/1.1",
    b"POST /c/no-such-place/posts/create-thread HTTP/1.1",
    b"POST /c/no-such-place/-/batch HTTP/1.1",
    b"POST /c/no-such-place/-/files?name=x HTTP/1.1",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0",
    b"",
)
"""Request lines, with those of a TLS handshake and of HTTP/2 among them."""
RIGHT_LINES = (LINES[0], *(line for line in LINES if line.startswith(b"POST")))
HEADERS = (
    b"Host: community.example",
    b"Host: community.example\r\nHost: elsewhere.example",
    b"X-User: member",
    b"X-User: \xff\xfe",
    b"Content-Type: application/json",
    b"Content-Type: \xff",
    b"Content-Length: 2",
    b"Content-Length: 0",
    b"Content-Length: 20",
    b"Content-Length: -1",
    b"Content-Length: +2",
    b"Content-Length: two",
    b"Content-Length: 2\r\nContent-Length: 3",
    b"Content-Length: 2, 2",
    b"Content-Length: 99999999999999999999999999",
    b"Content-Length: 0x2",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nContent-Length: 2",
    b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: identity",
    b"Expect: 100-continue",
    b"Expect: nothing",
    b"Connection: close",
    b"Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13",
    b"Connection: upgrade, http2-settings\r\nUpgrade: h2c",
    b"No-Colon",
    b": no name",
    b"With Space: x",
    b" folded: x",
    b"X-Null: \x00",
    b"X-Long: " + b"x" * 9_000,
    b"\xc3\xa4: x",
    b"Cookie: a=1\r\nCookie: b=2",
    b"If-Match: \xe4",
)
BODIES = (
    b"",
    b"{}",
    b"{",
    b"2\r\n{}\r\n0\r\n\r\n",
    b"2\r\n{}\r\n",
    b"ffffffffffffffffff\r\n{}\r\n0\r\n\r\n",
    b"-1\r\n{}\r\n0\r\n\r\n",
    b"zz\r\n{}\r\n0\r\n\r\n",
    b"0\r\nTrailer: x\r\n\r\n",
    b"\xff" * 30,
    b"[" * 5_000,
)


@frozen
class RawRequest:
    """Bytes for one connection.

    Attributes:
        parts: What is sent, with a short pause between two parts.
        patience: Seconds of silence after which the client says that it sends no more.
    """

    parts: tuple[bytes, ...]
    patience: float = DEADLINE


def raw_requests(count: int, *, patient: float) -> Iterator[RawRequest]:
    """So many, in an order of chance that is the same each time.

    Args:
        count: How many.
        patient: The part of them whose clients wait until the server has enough of it.
    """
    chance = random.Random(2)
    for _ in range(count):
        data = b"".join(
            _one(chance) for _ in range(chance.choice([1, 1, 1, 2, 3]))
        )  # pipelined, some of them
        if chance.random() < 0.1:
            data = bytes(chance.choices(FRAGMENT, k=chance.randint(1, 200)))
        cut = chance.randint(0, len(data))
        parts = (data[:cut], data[cut:]) if chance.random() < 0.3 else (data,)
        if chance.random() < 0.1:
            parts = parts[:1]
        yield RawRequest(tuple(filter(None, parts)), 3 if chance.random() < patient else 0.2)


def _one(chance: random.Random) -> bytes:
    """A request that is right but for something here and there."""
    line = chance.choice(RIGHT_LINES if chance.random() < 0.7 else LINES)
    body = chance.choice(BODIES)
    lines = [line]
    if chance.random() < 0.95:
        lines.append(b"Host: community.example")
    if chance.random() < 0.8:
        lines += [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    lines += chance.choices(HEADERS, k=chance.choice([0, 0, 0, 1, 1, 2, 4]))
    if chance.random() < 0.7:
        lines.append(b"Connection: close")
    end = chance.choice([b"\r\n"] * 9 + [b"\n", b"\r"])
    return end.join(lines) + chance.choice([end * 2] * 9 + [end, b""]) + body


def statuses_of(server: Server, raw: RawRequest) -> list[int]:
    """Send it, and read until the server hangs up; the statuses of its answers.

    Raises:
        TimeoutError: It does not, even though the client has said that it sends no more.
    """
    with socket.create_connection((HOST, server.port), timeout=DEADLINE) as connection:
        data = bytearray()
        try:
            for number, part in enumerate(raw.parts):
                if number:
                    time.sleep(0.001)
                connection.sendall(part)
            try:
                connection.settimeout(raw.patience)
                _receive(connection, data)
            except TimeoutError:
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(DEADLINE)
                _receive(connection, data)
        except ConnectionError:
            pass  # it hung up while bytes of ours were on their way
        return statuses_in(bytes(data))


def _receive(connection: socket.socket, data: bytearray) -> None:
    end = time.monotonic() + DEADLINE
    while piece := connection.recv(65_536):
        data += piece
        if time.monotonic() > end:
            raise TimeoutError("the server goes on and on")


def statuses_in(data: bytes) -> list[int]:
    """The statuses of answers that stand one behind the other."""
    found = []
    for part in data.split(b"HTTP/1.")[1:]:
        words = part[:6].split(b" ")
        if len(words) > 1 and words[1].isdigit():
            found.append(int(words[1]))
    return [status for status in found if status >= 200]
