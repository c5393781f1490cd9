"""Requests and responses: Django's request becomes the contract's, and the contract's response Django's."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from commkit.adapters.http import Contract, Request, Response
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.shells import close_stream, declared_length, query_text, quoted_base, read_body
from commkit.adapters.wsgi import read_wsgi_body


def from_django(contract: Contract, request: HttpRequest, rest: str) -> Request:
    """A request as the contract reads it.

    Args:
        contract: The contract.
        request: The request.
        rest: Its path below where the contract is mounted, without the first slash.

    Raises:
        BadRequest: Its body is incomplete, did not come in time, or is of unknown length.
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
        body=_read_body(request, contract.body_limit(path)),
        base=quoted_base(request.path.removesuffix(rest)),
    )


def to_django(response: Response, request: HttpRequest) -> HttpResponseBase:
    """The contract's response as Django sends it."""
    made: HttpResponseBase
    if response.stream is not None and request.method == "HEAD":  # nobody will read it
        close_stream(response.stream)
        made = HttpResponse(status=response.status)
    elif response.stream is None:
        made = HttpResponse(response.body, status=response.status)
    else:
        # Beside an event loop Django would read a sync iterator to its end before it sends anything.
        pieces = _pieces(response.stream) if isinstance(request, ASGIRequest) else response.stream
        made = StreamingHttpResponse(pieces, status=response.status)
    del made.headers["Content-Type"]  # Django adds one for HTML
    for name, value in response.headers:
        made.headers[name] = f"{made.headers[name]}, {value}" if name in made.headers else value
    return made


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
    """The body; of one that is longer than the limit, one byte more than that."""
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
