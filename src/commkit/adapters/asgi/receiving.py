"""Receiving: an ASGI scope and the body that comes with it as a `Request`."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing
from typing import Any

from attrs import evolve

from commkit.adapters.http.problems import too_large
from commkit.adapters.http.reading import declared_length
from commkit.adapters.http.shells import incomplete_body, query_text, slow_body, split_base
from commkit.adapters.http.values import Request

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Disconnected(Exception):
    """The client went before its body was whole; nobody waits for an answer."""


def request_of(scope: Scope, *, mount: str = "") -> Request:
    """The request of a scope, without its body.

    Args:
        scope: Of type `http`; its `root_path` is where the application is mounted.
        mount: The path at which the contract is mounted in the application, percent-decoded.
    """
    base, path = split_base(scope.get("root_path", ""), scope["path"])
    inner, path = split_base(mount, path)
    query = query_text(scope.get("query_string", b""))
    return Request(scope["method"], path, query, joined_headers(scope["headers"]), base=base + inner)


def joined_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; several of one name are joined as they would be on one line."""
    found: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name in found:
            value = f"{found[name]}{'; ' if name == 'cookie' else ','}{value}"
        found[name] = value
    return found


async def received_pieces(receive: Receive) -> AsyncGenerator[bytes]:
    """The pieces of a body as a server hands them out.

    Raises:
        Disconnected: The client went before the last one.
    """
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        yield message.get("body", b"")
        more = message.get("more_body", False)


def has_body(request: Request) -> bool:
    """Whether a body comes with a request, by its headers."""
    length = request.headers.get("content-length", "0").strip()
    return length not in ("", "0") or "transfer-encoding" in request.headers


async def with_body(
    request: Request, pieces: AsyncGenerator[bytes], *, limit: int, seconds: float
) -> Request:
    """The request with its body; nothing is read of one that declares to be too long.

    Args:
        request: The request.
        pieces: The pieces of its body, as they come.
        limit: Bytes that are wanted, at most.
        seconds: How long the whole of it may take.

    Raises:
        BadRequest: It is too long, did not come in time, or is shorter than declared.
        Disconnected: The client went.
    """
    declared = declared_length(request.headers.get("content-length"))
    if declared is not None and declared > limit:
        raise too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds), aclosing(pieces):
            async for piece in pieces:
                body += piece
                if len(body) > limit:
                    raise too_large(limit)
    except TimeoutError:
        raise slow_body() from None
    if declared is not None and len(body) < declared:
        raise incomplete_body()
    return evolve(request, body=bytes(body))
