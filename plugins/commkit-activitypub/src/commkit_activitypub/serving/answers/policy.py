"""Responses: a document with its ETag, and the refusals that say what to do."""

import hashlib
import json
from typing import Any

from attrs import frozen

from commkit.http_resources import HttpHeaders, HttpResponse

CACHED = "public, max-age=0, must-revalidate"
"""As public feeds: caches keep it, and ask whether it has changed, so that what was removed is gone at once."""
READING = ("GET", "HEAD")
_PROBLEM = "application/problem+json"


@frozen
class Document:
    """What is sent.

    Attributes:
        value: The JSON.
        page: The page of the host that shows the same to people; empty where there is none.
        trainable: Whether everybody whose writing is in it lets models be trained on it, and the community does.
    """

    value: Any
    page: str = ""
    trainable: bool = True


def encoded(value: Any) -> bytes:
    """The JSON of a document, in ASCII: no text can make it anything else."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")


def send(document: Document, media_type: str, known: str) -> HttpResponse:
    """The document; 304 where the client has it.

    Args:
        document: The document.
        media_type: Its media type.
        known: The header `If-None-Match`; empty where there is none.
    """
    body = encoded(document.value)
    tag = f'W/"{hashlib.blake2b(media_type.encode() + body, digest_size=12).hexdigest()}"'
    headers: HttpHeaders = (("ETag", tag), ("Cache-Control", CACHED), ("Vary", "Accept"))
    if _matches(known, tag):
        return HttpResponse(304, headers)
    return HttpResponse(200, (("Content-Type", media_type), *headers, *_rules(document)), body)


def see_page(page: str) -> HttpResponse:
    """The way to the page for people."""
    return HttpResponse(303, (("Location", page), ("Cache-Control", CACHED), ("Vary", "Accept")))


def refuse(status: int, title: str, code: str, detail: str, *headers: tuple[str, str]) -> HttpResponse:
    """Problem details (RFC 9457), as all others here have them."""
    problem = {
        "type": f"urn:commkit:error:activitypub.{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": f"activitypub.{code}",
    }
    return HttpResponse(
        status, (("Content-Type", _PROBLEM), ("Cache-Control", "no-store"), *headers), encoded(problem)
    )


def read_only() -> HttpResponse:
    """The answer to who sends something, or asks for an inbox."""
    return refuse(
        405,
        "Method not allowed",
        "read_only",
        "spaces are read here and take nothing: read the outbox, and write on the pages of the community",
        ("Allow", ""),
    )


def not_allowed() -> HttpResponse:
    """The answer to a method that documents do not have."""
    return refuse(405, "Method not allowed", "read_only", "read this with GET", ("Allow", "GET, HEAD"))


def not_acceptable() -> HttpResponse:
    """The answer to who takes no media type that there is."""
    return refuse(
        406,
        "Not acceptable",
        "not_acceptable",
        "send Accept: application/activity+json",
        ("Vary", "Accept"),
    )


def _rules(document: Document) -> HttpHeaders:
    """What crawlers are asked, as with all that visitors get in JSON."""
    if document.trainable:
        return (("X-Robots-Tag", "noindex"),)
    return (("X-Robots-Tag", "noindex, noai, noimageai"), ("Content-Usage", "train-ai=n"))


def _matches(header: str, tag: str) -> bool:
    given = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in given or tag.removeprefix("W/") in given
