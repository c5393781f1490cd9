"""The WSGI application: what PEP 3333 asks for, who acts, bodies that are wrong, what is streamed."""

import io
from collections.abc import Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.http import Response
from commkit.adapters.wsgi import WsgiApp, start
from commkit.testing.snapshots import differences, snapshot
from tests.adapters.broken_input import BrokenInput
from tests.sample import create_community


def environ(method: str = "GET", path: str = "/-/types", *, body: Any = b"", **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
    }
    made["wsgi.input"] = io.BytesIO(body) if isinstance(body, bytes) else body
    if body:
        made["CONTENT_LENGTH"] = str(len(body)) if isinstance(body, bytes) else "5"
        made["CONTENT_TYPE"] = "application/json"
    made |= more
    setup_testing_defaults(made)
    return made


def ask(app: Any, asked: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """What a checked application answers."""
    got: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        got.extend((status, headers))
        return lambda data: None

    answer = validator(app)(asked, start_response)
    try:
        body = b"".join(answer)
    finally:
        answer.close()  # type: ignore[attr-defined]  # as servers do
    return int(got[0][:3]), dict(got[1]), body


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (environ(), 200),
        (environ(HTTP_IF_NONE_MATCH="*"), 304),
        (environ("HEAD"), 200),
        (environ("DELETE"), 405),
        (environ(path=""), 404),
        (environ(path="/town/-/me"), 200),
        (environ("POST", "/town/posts/list-threads", body=b"{}"), 200),
        (environ("POST", "/town/posts/list-threads", body=b"{"), 400),
        (environ("POST", "/town/posts/mark-all-read", body=b"{}"), 204),
        (environ("POST", "/town/posts/list-threads", body=b"{}", CONTENT_LENGTH=""), 200),
        (environ("POST", "/town/posts/list-threads", body=b"{}", CONTENT_LENGTH="two"), 400),
        (environ("POST", "/town/posts/list-threads", body=b"{}", CONTENT_LENGTH="3"), 400),
        (environ("POST", "/town/posts/list-threads", HTTP_TRANSFER_ENCODING="chunked"), 411),
        (environ("POST", "/town/posts/list-threads", body=BrokenInput(TimeoutError())), 408),
        (environ("POST", "/town/posts/list-threads", body=BrokenInput(ConnectionResetError())), 400),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_it_keeps_to_the_specification(sqlite_kit: Kit, asked: dict[str, Any], status: int) -> None:
    create_community(sqlite_kit, members=["ada"])
    app = WsgiApp(sqlite_kit, actor=lambda _: "ada")
    # The validator takes no length that is none, servers do.
    got = _unchecked(app, asked) if asked.get("CONTENT_LENGTH") == "two" else ask(app, asked)[0]
    assert got == status


def _unchecked(app: WsgiApp, asked: dict[str, Any]) -> int:
    got: list[str] = []
    list(app(asked, lambda status, headers, exc_info=None: got.append(status)))  # type: ignore[arg-type, return-value]
    return int(got[0][:3])


def test_a_body_without_a_length_where_the_server_knows_its_end(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    more = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    asked = environ("POST", "/town/posts/list-threads", body=b'{"limit": 0}', **more)
    assert ask(WsgiApp(sqlite_kit, actor=lambda _: None), asked)[0] == 422


@pytest.mark.parametrize("key", [7, SYSTEM, b"ada", object()])
def test_what_is_no_key_of_a_user_is_an_error_of_the_host(sqlite_kit: Kit, key: Any) -> None:
    create_community(sqlite_kit, members=["ada"])
    before = snapshot(sqlite_kit)
    asked = environ("POST", "/town/members/leave-community", body=b"{}")
    with pytest.raises(TypeError, match="the host's key"):
        WsgiApp(sqlite_kit, actor=lambda _: key)(asked, lambda *_: None)  # type: ignore[arg-type, return-value]
    assert differences(before, snapshot(sqlite_kit)) == []


def test_where_it_is_mounted_stands_in_links(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada", "bob"])
    more = {"SCRIPT_NAME": "/b\u00c3\u00bcro/c", "QUERY_STRING": "limit=1"}
    app = WsgiApp(sqlite_kit, actor=lambda _: "ada")
    _, headers, _ = ask(app, environ(path="/town/members/list-members", **more))
    assert headers["Link"].startswith("</b%C3%BCro/c/town/members/list-members?limit=1&after=")


class Stream:
    """Two pieces."""

    def __init__(self) -> None:
        self.left = 2
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self.left:
            raise StopIteration
        self.left -= 1
        return b"piece"

    def close(self) -> None:
        self.closed = True


def test_a_stream_is_handed_to_the_server_which_closes_it() -> None:
    stream = Stream()
    response = Response(200, (("Content-Type", "text/plain"),), stream=stream)
    status, _, body = ask(lambda asked, begin: start(response, begin, method="GET"), environ())
    assert (status, body, stream.closed) == (200, b"piecepiece", True)


def test_only_the_headers_of_a_stream() -> None:
    stream = Stream()
    response = Response(200, (("Content-Type", "text/plain"),), stream=stream)
    status, _, body = ask(lambda asked, begin: start(response, begin, method="HEAD"), environ("HEAD"))
    assert (status, body, stream.closed, stream.left) == (200, b"", True, 2)
