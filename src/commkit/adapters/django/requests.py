"""Requests and responses: Django's request becomes the contract's, and the contract's response Django's."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from commkit.adapters.http import Contract, Request, Response
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.shells import declared_length, read_body


def from_django(contract: Contract, request: HttpRequest, rest: str) -> Request:
    """A request as the contract reads it.

    Args:
        contract: The contract.
        request: The request.
        rest: Its path below where the contract is mounted, without the first slash.

    Raises:
        BadRequest: Its body is incomplete, or did not come in time.
    """
    path = f"/{rest}"
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers["host"] = (
        request.get_host()
    )  # as Django finds it, also behind a proxy: origins are compared with it
    if not headers.get("cookie"):  # Django's test client sends an empty one, which signs nobody in
        headers.pop("cookie", None)
    return Request(
        method=request.method or "",
        path=path,
        query=request.META.get("QUERY_STRING", ""),
        headers=headers,
        body=read_body(
            request.read,
            declared=declared_length(request.META.get("CONTENT_LENGTH")),
            limit=contract.body_limit(path),
        ),
        base=request.path.removesuffix(rest).rstrip("/"),
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
        is_async = hasattr(
            request, "scope"
        )  # Django would read a sync iterator to its end before it sends anything
        pieces = _pieces(response.stream) if is_async else response.stream
        made = StreamingHttpResponse(pieces, status=response.status)
    del made.headers["Content-Type"]  # Django adds one for HTML
    for name, value in response.headers:
        made.headers[name] = f"{made.headers[name]}, {value}" if name in made.headers else value
    return made


def close_stream(stream: Iterator[bytes]) -> None:
    """Give back what a stream holds."""
    close = getattr(stream, "close", None)
    if close is not None:
        close()


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
