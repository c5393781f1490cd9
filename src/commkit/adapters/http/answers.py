"""Answers: what a message gave as a response, with what caches and clients need to know."""

import hashlib
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from uuid import UUID

import msgspec
from attrs import evolve

from commkit.adapters.http.values import JSON, Request, Response
from commkit.runtime.storage.pages import Page

PRIVATE = "private, no-store"
PUBLIC = "public, max-age=0, must-revalidate"
VARY = "Authorization, Cookie"


def encode(value: Any) -> bytes:
    """The JSON of a message, a record or a plain value: as `kit.dump` has it, but made in one go.

    Args:
        value: What is encoded; times as UTC.
    """
    return msgspec.json.encode(value, order="deterministic", enc_hook=_plain)


def _plain(value: Any) -> Any:
    """What msgspec does not know: texts of a class of their own, such as `RenderedHtml`."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def read_answer(request: Request, value: Any, *, public: bool) -> Response:
    """The response to a query that was read by GET: with an ETag, and a link to the next page.

    Args:
        request: The request.
        value: The answer of the query.
        public: Whether a visitor got it, so that caches may keep it.
    """
    headers = [("Cache-Control", PUBLIC if public else PRIVATE), ("Vary", VARY)]
    if isinstance(value, Page) and value.next is not None:
        headers.append(("Link", f'<{_next(request, value.next)}>; rel="next"'))
    return tagged_answer(request, encode(value), JSON, *headers)


def tagged_answer(request: Request, body: bytes, kind: str, *headers: tuple[str, str]) -> Response:
    """A response with an ETag over its bytes; 304 where the client has them.

    Args:
        request: The request.
        body: The bytes.
        kind: Their media type.
        *headers: Further headers, of both.
    """
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    told = (("ETag", tag), *headers)
    if matches_tag(request.headers.get("if-none-match", ""), tag):
        return Response(304, told)
    return Response(200, (("Content-Type", kind), *told), body)


def plain_answer(value: Any, *, status: int = 200, location: str | None = None) -> Response:
    """The response to a command, or to a query that was sent by POST.

    Args:
        value: What it gave.
        status: The status where it gave something.
        location: Where what was made can be read.
    """
    if value is None:
        return Response(204, (("Cache-Control", PRIVATE),))
    more = (("Location", location),) if location is not None else ()
    return Response(status, (("Content-Type", JSON), ("Cache-Control", PRIVATE), *more), encode(value))


def is_public(cache_control: str | None) -> bool:
    """Whether caches may keep an answer for everybody."""
    return (cache_control or "").startswith("public")


def for_one_reader(response: Response) -> Response:
    """The same answer, of which no cache may keep anything."""
    kept = tuple((name, value) for name, value in response.headers if name.lower() != "cache-control")
    return evolve(response, headers=(*kept, ("Cache-Control", PRIVATE)))


def with_common_headers(response: Response) -> Response:
    """The response with what every one has."""
    common = [("X-Content-Type-Options", "nosniff")]
    has_length = response.header("Content-Length") is not None  # that of a body which was not made
    if response.stream is None and response.status not in (204, 304) and not has_length:
        common.append(("Content-Length", str(len(response.body))))
    return response.with_headers(*common)


def read_address(base: str, community: str, path: str, field: str, id: UUID) -> str:
    """The address at which a record can be read.

    Args:
        base: Where the contract is mounted.
        community: The slug or id that the request named.
        path: The path of the query.
        field: The query's one field.
        id: The record's id.
    """
    return f"{base}/{community}{path}?{urlencode({field: str(id)})}"


def _next(request: Request, cursor: str) -> str:
    kept = [
        (name, value) for name, value in parse_qsl(request.query, keep_blank_values=True) if name != "after"
    ]
    return f"{request.base}{quote(request.path)}?{urlencode([*kept, ('after', cursor)])}"


def matches_tag(header: str, tag: str) -> bool:
    """Whether an ETag is among those of an If-None-Match.

    Args:
        header: The value of the header; empty where there is none.
        tag: The ETag.
    """
    given = [entry.strip() for entry in header.split(",")]
    return "*" in given or tag in given or tag.removeprefix("W/") in given
