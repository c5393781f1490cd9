"""What the pages share: sessions of the community, what stands on each page, and how a refusal is shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commkit import CommkitError, Conflict, Denied, Invalid, NotFound, Session
from commkit.adapters.django import get_kit, user_key
from commkit.notifications import CountUnread

SLUG = "help"
STATUS = {Denied: 403, NotFound: 404, Conflict: 409, Invalid: 422}


def reading(request: HttpRequest) -> AbstractContextManager[Session]:
    """A session that reads, as who sent the request."""
    return get_kit().session(user_key(request), SLUG, read_only=True)


def writing(request: HttpRequest) -> AbstractContextManager[Session]:
    """A session with a transaction of its own."""
    return get_kit().session(user_key(request), SLUG)


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """A context processor: how many notifications somebody has not read."""
    if not request.user.is_authenticated:
        return {}
    with reading(request) as s:
        return {"unread": s.ask(CountUnread()).unread}


class RefusalMiddleware:
    """Shows what commkit refuses and no view has caught: what is hidden looks like what does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal; Django's own for all else."""
        if isinstance(error, NotFound):
            return show_missing(request)
        if isinstance(error, CommkitError):
            return render(request, "error.html", {"told": error.message}, status=STATUS.get(type(error), 503))
        return None


def show_missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return render(request, "error.html", {"told": "There is nothing here."}, status=404)
