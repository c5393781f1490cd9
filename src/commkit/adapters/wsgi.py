"""WSGI: the HTTP contract of a Kit as a plain application (PEP 3333), for any server and any framework that mounts one.

The host says who sent a request: `WsgiApp(kit, actor=lambda environ: environ.get("REMOTE_USER"))`. How long a client
may take is the server's business: where it gives up waiting for a body, the client is answered 408.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from attrs import evolve

from commkit.adapters.http.contract import Contract
from commkit.adapters.http.handling import handle, refuse_early
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.reading import declared_length
from commkit.adapters.http.shells import (
    check_actor,
    close_stream,
    contract_of,
    query_text,
    quoted_base,
    read_body,
    refusal,
    split_base,
)
from commkit.adapters.http.thread_streams import THREAD_STREAMS, ThreadStreams
from commkit.adapters.http.values import Request, Response
from commkit.kit import Kit

if TYPE_CHECKING:
    from wsgiref.types import StartResponse

__all__ = ["WsgiActor", "WsgiApp"]

WsgiActor = Callable[[dict[str, Any]], str | None]
"""Finds out who sent a request, from its environ: gives the host's key of the user, or None for a visitor."""


class WsgiApp:
    """The HTTP contract of a Kit as a WSGI application: run it, or mount it anywhere in another one.

    Args:
        served: A Kit, or a contract made with `make_contract`.
        actor: Finds out who sent a request, before its body is read. What it raises goes to the server, and the request
            is not carried out.
        streams: How many live streams may be open in a process, as each keeps a thread of the server busy. Keep it
            below the number of its threads.

    Raises:
        Invalid: `streams` is no such number.
    """

    def __init__(self, served: Kit | Contract, *, actor: WsgiActor, streams: int = THREAD_STREAMS) -> None:
        self.contract = contract_of(served)
        self._actor = actor
        self._streams = ThreadStreams(streams)

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request, as WSGI describes it."""
        request = request_of(environ)
        key = check_actor(self._actor(environ))
        response = refuse_early(self.contract, request, key)
        if response is None:
            response = self._answer(environ, request, key)
        return start(response, start_response, method=request.method)

    def _answer(self, environ: Mapping[str, Any], request: Request, key: str | None) -> Response:
        try:
            request = with_body(request, environ, self.contract)
        except BadRequest as error:
            return refusal(error)
        return self._streams.hold(self.contract, handle(self.contract, request, key), key)


def request_of(environ: Mapping[str, Any], *, mount: str = "") -> Request:
    """The request of an environ, without its body.

    Args:
        environ: What the server tells of it; `SCRIPT_NAME` is where the application is mounted.
        mount: The path at which the contract is mounted in the application, percent-decoded.
    """
    inner, path = split_base(mount, _decoded(environ.get("PATH_INFO", "")))
    return Request(
        environ["REQUEST_METHOD"],
        path,
        query_text(environ.get("QUERY_STRING", "").encode("latin-1")),
        _headers(environ),
        base=quoted_base(_decoded(environ.get("SCRIPT_NAME", ""))) + inner,
    )


def with_body(
    request: Request,
    environ: Mapping[str, Any],
    contract: Contract,
    *,
    read: Callable[[int], bytes] | None = None,
) -> Request:
    """The request with its body.

    Args:
        request: The request.
        environ: What the server tells of it.
        contract: Tells how much of the body is read.
        read: Reads of the body, where a framework has put something around `wsgi.input`.

    Raises:
        BadRequest: Its body is too long, incomplete, did not come in time, or is of unknown length.
    """
    reader: Callable[[int], bytes] = read if read is not None else environ["wsgi.input"].read
    return evolve(request, body=read_wsgi_body(environ, reader, contract.body_limit(request)))


def start(response: Response, start_response: "StartResponse", *, method: str) -> Iterable[bytes]:
    """Begin to answer; gives the body, which the server closes.

    Args:
        response: The response.
        start_response: The server's.
        method: The method of the request; the body of an answer to HEAD stays away.
    """
    body: Iterable[bytes] = [response.body]
    if response.stream is not None:
        if method == "HEAD":
            close_stream(response.stream)
        else:
            body = _Stream(response.stream)
    start_response(f"{response.status} {HTTPStatus(response.status).phrase}", list(response.headers))
    return body


class _Stream:
    """What is streamed, as servers iterate over it and close it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        """Let it give back what it holds."""
        close_stream(self._pieces)


def _decoded(text: str) -> str:
    """A path: WSGI hands its bytes out as Latin-1."""
    return text.encode("latin-1").decode("utf-8", "replace")


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    found = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            found[name.replace("_", "-").lower()] = environ[name]
    return found


def read_wsgi_body(environ: Mapping[str, Any], read: Callable[[int], bytes], limit: int) -> bytes:
    """The body of a request; nothing is read of one that declares to be too long.

    Args:
        environ: Tells its length.
        read: Reads so many bytes of it or fewer.
        limit: Bytes that are wanted, at most.

    Raises:
        BadRequest: It is too long, incomplete, did not come in time, or is of unknown length.
    """
    declared = declared_length(environ.get("CONTENT_LENGTH"))
    if declared is None and not environ.get("wsgi.input_terminated"):
        if environ.get("HTTP_TRANSFER_ENCODING"):
            # This server does not undo the encoding: what came would be taken for no body at all.
            raise BadRequest(411, "length_required", "send the body with Content-Length")
        return b""
    return read_body(read, declared=declared, limit=limit)
