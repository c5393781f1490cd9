"""Who sends is asked before the body is read, and what can be refused by then is: no byte is read for nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest

from commkit import Kit
from commkit.adapters.asgi import AsgiApp
from commkit.adapters.asgi.sending import PIECE, send_response
from commkit.adapters.http import Contract, Request, Response, handle, make_contract
from commkit.adapters.http.contract import MAX_BODY, MAX_UPLOAD
from commkit.adapters.wsgi import WsgiApp
from tests.adapters.shells.servers import HOST
from tests.adapters.shells.shells import BASE, SHELLS, UNTIMED
from tests.adapters.shells.test_asgi import ask, scope
from tests.adapters.shells.test_wsgi import ask as ask_wsgi
from tests.adapters.shells.test_wsgi import environ
from tests.sample import create_community

_LARGE = {"content-length": str(MAX_UPLOAD - 1)}

REFUSED: dict[str, tuple[str, dict[str, str], str | None, int]] = {
    "too long": ("/town/posts/create-thread", {"content-length": str(MAX_BODY + 1)}, "ada", 413),
    "a file too long": ("/town/-/files", {"content-length": str(MAX_UPLOAD + 1)}, "ada", 413),
    "a visitor's file": ("/town/-/files", {"content-length": "100"}, None, 401),
    "elsewhere": ("/town/-/files", {"content-length": "9", "sec-fetch-site": "cross-site"}, "ada", 403),
    "no length": ("/town/posts/create-thread", {"content-length": "many"}, "ada", 400),
    "a file in the lobby": ("/-/-/files", _LARGE, None, 404),
    "a file nowhere": ("//-/files", _LARGE, "ada", 413),
    "no address": ("/town/posts/no-such-thing", {"content-length": "100"}, None, 404),
    "a method": ("/town/-/me", {"content-length": "100"}, None, 405),
}
"""Path, headers, actor and status."""

WRONG = {
    "a file by PUT": ("PUT", "/town/-/files"),
    "a file by GET": ("GET", "/town/-/files"),
    "a command by PUT": ("PUT", "/town/posts/create-thread"),
    "a command by GET": ("GET", "/town/posts/create-thread"),
    "a query by DELETE": ("DELETE", "/town/posts/list-threads"),
}
"""Methods that an address does not take."""


@pytest.fixture
def contract(sqlite_kit: Kit) -> Iterator[Contract]:
    create_community(sqlite_kit, members=("ada",))
    made = make_contract(sqlite_kit)
    with closing(made.streams):
        yield made


class Unread:
    """A body that counts how often it is asked for."""

    def __init__(self) -> None:
        self.times = 0

    def read(self, size: int = -1) -> bytes:
        self.times += 1
        return b""

    async def receive(self) -> dict[str, Any]:
        self.times += 1
        return {"type": "http.request", "body": b"{}"}


@pytest.mark.parametrize("case", REFUSED)
def test_beside_an_event_loop(contract: Contract, case: str) -> None:
    path, headers, actor, status = REFUSED[case]
    body = Unread()
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    app = AsgiApp(contract, actor=lambda _: actor)
    start, sent = asyncio.run(ask(app, scope("POST", path, headers=raw), body.receive))
    assert (start["status"], body.times) == (status, 0), sent
    assert (b"connection", b"close") in start["headers"], "nobody reads the rest"


@pytest.mark.parametrize("case", [case for case in REFUSED if case != "no length"])
def test_in_a_thread(contract: Contract, case: str) -> None:
    path, headers, actor, status = REFUSED[case]
    body = Unread()
    more = {
        name.upper().replace("-", "_")
        if name == "content-length"
        else f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in headers.items()
    }
    app = WsgiApp(contract, actor=lambda _: actor)
    got: list[str] = []
    asked = environ("POST", path) | more | {"wsgi.input": body}
    list(app(asked, lambda status, *_: got.append(status)))  # type: ignore[arg-type, return-value]
    assert (int(got[0][:3]), body.times) == (status, 0)


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_method_is_refused_before_a_large_body(contract: Contract, case: str) -> None:
    method, path = WRONG[case]
    body = Unread()
    app = AsgiApp(contract, actor=lambda _: None)
    raw = [(b"content-length", str(MAX_UPLOAD - 1).encode())]
    start, sent = asyncio.run(ask(app, scope(method, path, headers=raw), body.receive))
    assert (start["status"], body.times) == (405, 0), sent
    got: list[str] = []
    asked = environ(method, path) | {"CONTENT_LENGTH": str(MAX_UPLOAD - 1), "wsgi.input": body}
    list(WsgiApp(contract, actor=lambda _: None)(asked, lambda status, *_: got.append(status)))  # type: ignore[arg-type, return-value]
    assert (int(got[0][:3]), body.times) == (405, 0)


@pytest.mark.parametrize("name", [name for name in SHELLS if name not in UNTIMED])
def test_over_http_a_wrong_address_is_refused_while_the_client_waits(contract: Contract, name: str) -> None:
    """In every shell: the body never comes, so whoever waited for it would not answer."""
    with SHELLS[name](contract) as server:
        for method, path, status in (("PUT", "/town/-/files", 405), ("POST", "/-/-/files", 404)):
            with closing(HTTPConnection(HOST, server.port, timeout=10)) as connection:
                connection.putrequest(method, BASE + path)
                connection.putheader("Content-Length", str(MAX_UPLOAD - 1))
                connection.endheaders()
                assert connection.getresponse().status == status
        assert server.is_idle()


def test_large_bodies_are_taken_where_files_are_sent_to_and_nowhere_else(contract: Contract) -> None:
    large = {
        (method, path)
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE")
        for path in ("/town/-/files", "/-/-/files", "//-/files", "/town/-/files/x", "/town/-/me", "-/files")
        if contract.body_limit(Request(method, path)) == MAX_UPLOAD
    }
    assert large == {("POST", "/town/-/files")}


def test_control_what_is_not_refused_is_read(contract: Contract) -> None:
    body = Unread()
    raw = [(b"content-length", b"2"), (b"content-type", b"application/json")]
    app = AsgiApp(contract, actor=lambda _: "ada")
    start, _ = asyncio.run(ask(app, scope("POST", "/town/posts/list-threads", headers=raw), body.receive))
    assert (start["status"], body.times) == (200, 1)
    assert (b"connection", b"close") not in start["headers"]
    found = ask_wsgi(
        WsgiApp(contract, actor=lambda _: "ada"), environ("POST", "/town/posts/list-threads", body=b"{}")
    )
    assert found[0] == 200


def test_a_body_of_no_length_is_given_up_at_the_limit(contract: Contract) -> None:
    pieces = 0

    async def endless() -> dict[str, Any]:
        nonlocal pieces
        pieces += 1
        return {"type": "http.request", "body": b" " * 65_536, "more_body": True}

    app = AsgiApp(contract, actor=lambda _: "ada")
    start, _ = asyncio.run(ask(app, scope("POST", "/town/posts/list-threads"), endless))
    assert start["status"] == 413
    assert (b"connection", b"close") in start["headers"]
    assert pieces == MAX_BODY // 65_536 + 1


def test_a_refusal_without_a_body_leaves_the_connection_open(contract: Contract) -> None:
    raw = [(b"sec-fetch-site", b"cross-site"), (b"content-length", b"0")]
    app = AsgiApp(contract, actor=lambda _: "ada")
    start, _ = asyncio.run(ask(app, scope("POST", "/town/posts/list-threads", headers=raw), Unread().receive))
    assert start["status"] == 403
    assert (b"connection", b"close") not in start["headers"]


def test_the_contract_itself_says_the_same(contract: Contract) -> None:
    for path, headers, actor, status in REFUSED.values():
        if status in (401, 403):
            request = Request("POST", path, headers=headers, body=b"x" * 9, base="/c")
            assert handle(contract, request, actor).status == status


@pytest.mark.parametrize(
    "name", [name for name in SHELLS if name not in UNTIMED]
)  # those read every body themselves
def test_over_http_a_client_that_waits_sends_nothing(contract: Contract, name: str) -> None:
    """As `curl` does with large bodies: it sends the head, and the body only when it is asked to go on."""
    with (
        SHELLS[name](contract) as server,
        closing(HTTPConnection(HOST, server.port, timeout=10)) as connection,
    ):
        connection.putrequest("POST", f"{BASE}/town/-/files?name=a")
        connection.putheader("Content-Length", str(MAX_UPLOAD + 1))
        connection.putheader("X-User", "ada")
        if name not in ("wsgi", "flask", "django"):  # the server of the tests answers it by itself
            connection.putheader("Expect", "100-continue")
        connection.endheaders()
        answer = connection.getresponse()
        assert (answer.status, b"http.too_large" in answer.read()) == (413, True)
        assert server.is_idle()


def test_a_large_answer_is_sent_in_pieces_and_a_slow_reader_of_it_is_cut_off() -> None:
    whole = bytes(range(256)) * 1_000
    response = Response(200, (("Content-Length", str(len(whole))),), whole)

    async def run(slow: bool) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []

        async def send(message: Any) -> None:
            sent.append(message)
            if slow and len(sent) == 3:
                await asyncio.Event().wait()

        await asyncio.wait_for(
            send_response(response, Unread().receive, send, method="GET", send_timeout=0.05), 5
        )
        return sent

    start, *pieces = asyncio.run(run(slow=False))
    assert b"".join(piece["body"] for piece in pieces) == whole
    assert [piece.get("more_body", False) for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert max(len(piece["body"]) for piece in pieces) == PIECE
    assert start["status"] == 200
    cut = asyncio.run(run(slow=True))
    assert cut[-1]["more_body"], "the server hangs up: it does not look whole"
