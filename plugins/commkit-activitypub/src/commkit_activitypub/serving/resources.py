"""The answer to a request, whatever document it asks for."""

from collections.abc import Callable, Generator
from typing import Any

from commkit import Conflict, Denied, Invalid, NotFound, Session
from commkit.http_resources import HttpAnswer, HttpRequest, HttpWork
from commkit_activitypub.policy import not_published
from commkit_activitypub.serving.answers.policy import (
    READING,
    Document,
    not_acceptable,
    not_allowed,
    see_page,
    send,
)
from commkit_activitypub.serving.requests.policy import HTML, wanted_media_type

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
Work = Callable[[Session], Document]


def check_site(request: HttpRequest) -> None:
    """Check that addresses are absolute, since they are ids.

    Raises:
        Conflict: The host told no address of its site.
    """
    if not request.root.startswith(("http://", "https://")):
        raise Conflict(
            "activitypub.no_site",
            "to publish, give the Kit the address of its site: ports={Site: Site(base_url=...)}",
        )


def answered(request: HttpRequest, work: Work) -> HttpAnswer:
    """The answer with a document, read as a visitor whoever asks.

    Args:
        request: The request.
        work: Reads the document.

    Raises:
        NotFound: It is not published: the one error, whether it is hidden, was removed or never was.
        Conflict: The host told no address of its site.
    """
    if request.method not in READING:
        return not_allowed()
    wanted = wanted_media_type(request.headers.get("accept", ""))
    if wanted is None:
        return not_acceptable()
    document = yield from read(request, work)
    if wanted != HTML:
        return send(document, wanted, request.headers.get("if-none-match", ""))
    return see_page(document.page) if document.page else not_acceptable()


def read(request: HttpRequest, work: Work) -> Generator[HttpWork, Any, Document]:
    """The document, as a visitor reads it.

    Raises:
        NotFound: As for `answered`, like the rest.
    """
    check_site(request)
    try:
        found: Document = yield HttpWork(None, work, read_only=True)
    except (NotFound, Denied, Invalid):  # Invalid: a cursor of another list, a text that can be no slug
        raise not_published() from None
    return found
