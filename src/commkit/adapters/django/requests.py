"""Requests and responses: Django's request becomes the contract's, and the contract's response Django's."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from attrs import evolve
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from commkit.adapters.http import Contract, Request, Response
from commkit.adapters.http.answers import PRIVATE, is_public
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.reading import declared_length
from commkit.adapters.http.shells import close_stream, query_text, quoted_base, read_body
from commkit.adapters.wsgi import read_wsgi_body


def from_django(request: HttpRequest, rest: str) -> Request:
    """A request as the contract reads it, without its body.

    Args:
        request: The request.
        rest: Its path below where the contract is mounted, without the first slash.
    """
    path = f"/{rest}"
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers["host"] = (
        request.get_host()
    )  # as Django finds it, also behind a proxy: origins are compared with it
    if not headers.get("cookie"):  # Django's test client sends an empty one, which signs nobody in
        headers.pop("cookie", None)
    return Request(
        method=_method(request),
        path=path,
        query=_query(request),
        headers=headers,
        base=quoted_base(request.path.removesuffix(rest)),
    )


def with_body(sent: Request, request: HttpRequest, contract: Contract) -> Request:
    """The contract's request with its body.

    Args:
        sent: What `from_django` gave.
        request: Django's request.
        contract: Tells how much of the body is read.

    Raises:
        BadRequest: Its body is too long, incomplete, did not come in time, or is of unknown length.
    """
    return evolve(sent, body=_read_body(request, contract.body_limit(sent)))


def to_django(response: Response, request: HttpRequest) -> HttpResponseBase:
    """The contract's response as Django sends it."""
    made: HttpResponseBase
    stream = response.stream
    if stream is not None and request.method == "HEAD":  # nobody will read it
        close_stream(stream)
        made = HttpResponse(status=response.status)
    elif stream is None:
        made = _Answer(response.body, status=response.status)
    elif isinstance(request, ASGIRequest):
        made = _Stream(stream, status=response.status)
    else:
        made = StreamingHttpResponse(stream, status=response.status)  # closed with the response
    del made.headers["Content-Type"]  # Django adds one for HTML
    for name, value in response.headers:
        made.headers[name] = f"{made.headers[name]}, {value}" if name in made.headers else value
    return made


class _Stream(StreamingHttpResponse):
    """A stream beside an event loop, where Django would read a sync iterator to its end before it sends anything.

    What closes an async generator does nothing to one that never began, as where a middleware answers instead. So the
    stream is closed with the response, too.
    """

    def __init__(self, stream: Iterator[bytes], *, status: int) -> None:
        super().__init__(_pieces(stream), status=status)
        self._stream = stream

    def close(self) -> None:
        """Let it give back what it holds."""
        try:
            super().close()
        finally:
            close_stream(self._stream)


class _Answer(HttpResponse):
    """A response of the contract; where the host sets a cookie with it, it is for one reader alone."""

    def set_cookie(self, *args: Any, **options: Any) -> None:
        """Set a cookie, as the middleware of sessions and others do after the view."""
        if is_public(self.headers.get("Cache-Control")):
            self.headers["Cache-Control"] = PRIVATE
        super().set_cookie(*args, **options)


def _method(request: HttpRequest) -> str:
    """The method as it was sent: Django takes `get` for `GET`, but methods are case-sensitive (RFC 9110, 9.1)."""
    sent: str = request.META["REQUEST_METHOD"]
    if isinstance(request, ASGIRequest):
        sent = request.scope["method"]
    changed = request.method or ""  # a middleware of the host may have
    return sent if sent.upper() == changed else changed


def _query(request: HttpRequest) -> str:
    """The query string; of ASGI servers Django has decoded it, WSGI servers hand its bytes out as Latin-1."""
    encoding = "utf-8" if isinstance(request, ASGIRequest) else "latin-1"
    return query_text(request.META.get("QUERY_STRING", "").encode(encoding))


def _read_body(request: HttpRequest, limit: int) -> bytes:
    """The body; nothing is read of one that declares to be too long."""
    declared = request.META.get("CONTENT_LENGTH")
    if isinstance(request, ASGIRequest):  # Django has received all of it
        return read_body(request.read, declared=declared_length(declared), limit=limit)
    read = request.read
    if not declared and request.META.get("wsgi.input_terminated"):
        read = request.META["wsgi.input"].read  # Django takes a body without a length for none
    return read_wsgi_body(request.META, read, limit)


async def _pieces(stream: Iterator[bytes]) -> AsyncIterator[bytes]:
    try:
        if isinstance(stream, EventStream):  # it waits without a thread
            async for piece in stream:
                yield piece
            return
        while (made := await sync_to_async(_next, thread_sensitive=False)(stream)) is not None:
            yield made
    finally:
        close_stream(stream)


def _next(stream: Iterator[bytes]) -> bytes | None:
    return next(stream, None)
