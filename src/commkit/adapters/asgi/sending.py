"""Sending: a `Response` as ASGI messages; what is streamed is given up when its client goes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

from commkit.adapters.asgi.receiving import Receive, Scope, Send
from commkit.adapters.http.shells import close_stream
from commkit.adapters.http.values import Response

logger = logging.getLogger("commkit")

PIECE = 65_536
"""Bytes of a body that are sent at once."""

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
        send_timeout: Seconds that a client may take for a piece of the body.
    """
    sent = raw_headers(response) if headers is None else headers
    start = {"type": "http.response.start", "status": response.status, "headers": sent}
    if response.stream is None:
        await _send_body(response.body, start, send, send_timeout)
    elif method == "HEAD":
        await asyncio.to_thread(_close, response.stream)
        await _send_body(b"", start, send, send_timeout)
    else:
        await _send_stream(response.stream, start, receive, send, send_timeout)


async def _send_body(body: bytes, start: dict[str, object], send: Send, send_timeout: float) -> None:
    """Send a body that is known at once, in pieces: a client may take its time, but must take something."""
    try:
        async with asyncio.timeout(send_timeout):
            await send(start)
        for begin in range(0, max(len(body), 1), PIECE):
            piece, more = body[begin : begin + PIECE], begin + PIECE < len(body)
            async with asyncio.timeout(send_timeout):
                await send(
                    {"type": "http.response.body", "body": piece, **({"more_body": True} if more else {})}
                )
    except TimeoutError:  # the server hangs up where an answer is not whole
        logger.info("http.answer_cut")


async def _send_stream(
    stream: Iterator[bytes], start: dict[str, object], receive: Receive, send: Send, send_timeout: float
) -> None:
    """Send piece after piece until the last one, or until the client is gone or takes too long."""
    gone = asyncio.create_task(_wait_until_gone(receive))
    pieces = _LoopPieces(stream) if isinstance(stream, AsyncIterator) else _ThreadPieces(stream)
    try:
        async with asyncio.timeout(send_timeout):
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
        pieces.close()  # also of which no piece was asked for


async def _next_piece(pieces: "_LoopPieces | _ThreadPieces", gone: "asyncio.Task[None]") -> bytes | None:
    """The next piece; None behind the last one, and as soon as the client is gone."""
    made = asyncio.create_task(pieces.next())
    try:
        await asyncio.wait((made, gone), return_when=asyncio.FIRST_COMPLETED)
        return made.result() if made.done() and not gone.done() else None
    finally:
        if not made.done():
            made.cancel()
            await asyncio.wait([made])


class _LoopPieces:
    """Pieces that are waited for beside the event loop."""

    def __init__(self, stream: AsyncIterator[bytes]) -> None:
        self._stream = stream

    async def next(self) -> bytes | None:
        return await anext(self._stream, None)

    def close(self) -> None:
        _close(self._stream)


class _ThreadPieces:
    """Pieces that are made in a thread of their own: waiting for them holds up nobody else."""

    def __init__(self, stream: Iterator[bytes]) -> None:
        self._stream = stream
        self._thread = ThreadPoolExecutor(1, "commkit-stream")

    async def next(self) -> bytes | None:
        return await asyncio.get_running_loop().run_in_executor(self._thread, next, self._stream, None)

    def close(self) -> None:
        """Close the stream where it ran, after the piece that is being made, if one is."""
        self._thread.submit(_close, self._stream)
        self._thread.shutdown(wait=False)


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _close(stream: object) -> None:
    """Close a stream; where that fails, nobody is left to tell."""
    try:
        close_stream(stream)
    except Exception as error:
        logger.error("http.stream_not_closed %s", error, exc_info=error)
