"""Sending: a `Response` as ASGI messages; what is streamed is given up when its client goes."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing

from commkit.adapters.asgi.receiving import Receive, Scope, Send
from commkit.adapters.http.shells import close_stream
from commkit.adapters.http.values import Response

logger = logging.getLogger("commkit")

RawHeaders = list[tuple[bytes, bytes]]


def last_of_connection(response: Response, scope: Scope) -> Response:
    """The response, after which the server hangs up: nobody waits for the rest of the body.

    Args:
        response: The response.
        scope: The scope; later versions of HTTP have no such header.
    """
    if scope.get("http_version", "1.1").startswith("1"):
        return response.with_headers(("Connection", "close"))
    return response


def raw_headers(response: Response) -> RawHeaders:
    """The headers of a response as ASGI has them: lower-case bytes."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]


async def send_response(
    response: Response,
    receive: Receive,
    send: Send,
    *,
    method: str,
    headers: RawHeaders | None = None,
    send_timeout: float = 30,
) -> None:
    """Send a response.

    Args:
        response: The response.
        receive: Tells that the client went.
        send: Sends.
        method: The method of the request; the body of an answer to HEAD stays away.
        headers: What is sent in place of the response's own headers.
        send_timeout: Seconds that a client may take for a piece of what is streamed.
    """
    sent = raw_headers(response) if headers is None else headers
    start = {"type": "http.response.start", "status": response.status, "headers": sent}
    if response.stream is None:
        await send(start)
        await send({"type": "http.response.body", "body": response.body})
    elif method == "HEAD":
        await asyncio.to_thread(_close, response.stream)
        await send(start)
        await send({"type": "http.response.body", "body": b""})
    else:
        await _send_stream(response.stream, start, receive, send, send_timeout)


async def _send_stream(
    stream: Iterator[bytes], start: dict[str, object], receive: Receive, send: Send, send_timeout: float
) -> None:
    """Send piece after piece until the last one, or until the client is gone or takes too long."""
    gone = asyncio.create_task(_wait_until_gone(receive))
    try:
        async with aclosing(_pieces_of(stream)) as pieces:
            await send(start)
            while (piece := await _next_piece(pieces, gone)) is not None:
                async with asyncio.timeout(send_timeout):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": b""})
    except (OSError, TimeoutError) as error:  # servers tell by the first that the client went
        logger.info("http.stream_cut %r", error)
    finally:
        gone.cancel()


async def _next_piece(pieces: AsyncGenerator[bytes], gone: "asyncio.Task[None]") -> bytes | None:
    """The next piece; None behind the last one, and as soon as the client is gone."""
    made: asyncio.Task[bytes | None] = asyncio.create_task(_next(pieces))
    try:
        await asyncio.wait((made, gone), return_when=asyncio.FIRST_COMPLETED)
        return made.result() if made.done() and not gone.done() else None
    finally:
        if not made.done():
            made.cancel()
            await asyncio.wait([made])


async def _next(pieces: AsyncGenerator[bytes]) -> bytes | None:
    return await anext(pieces, None)


async def _pieces_of(stream: Iterator[bytes]) -> AsyncGenerator[bytes]:
    """The pieces of a stream, which is closed at the end: made by the event loop if it can, else in a thread."""
    if isinstance(stream, AsyncIterator):
        try:
            async for piece in stream:
                yield piece
        finally:
            _close(stream)
        return
    # A thread of its own: pieces that are waited for hold up nobody else, and the stream is closed where it ran.
    thread = ThreadPoolExecutor(1, "commkit-stream")
    loop = asyncio.get_running_loop()
    try:
        while (made := await loop.run_in_executor(thread, next, stream, None)) is not None:
            yield made
    finally:
        thread.submit(_close, stream)  # after the piece that is being made, if one is
        thread.shutdown(wait=False)


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _close(stream: Iterator[bytes]) -> None:
    """Close a stream; where that fails, nobody is left to tell."""
    try:
        close_stream(stream)
    except Exception as error:
        logger.error("http.stream_not_closed %s", error, exc_info=error)
