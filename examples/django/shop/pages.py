"""What the pages share: sessions of the community, what stands on each page, and how a refusal is shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commkit import CommkitError, NotFound, Session
from commkit.adapters.django import get_kit, user_key
from commkit.adapters.http import problem
from commkit.notifications import CountUnread
from storefront.faults import faults_of
from storefront.heads import NOTHING, Head

SLUG = "help"


def reading(request: HttpRequest) -> AbstractContextManager[Session]:
    """A session that reads, as who sent the request."""
    return get_kit().session(user_key(request), SLUG, read_only=True)


def writing(request: HttpRequest) -> AbstractContextManager[Session]:
    """A session with a transaction of its own."""
    return get_kit().session(user_key(request), SLUG)


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    head: Head = NOTHING,
    refused: object = False,
) -> HttpResponse:
    """A page from its template, with what it tells crawlers; 422 where a form on it was refused."""
    page = render(request, template, {**context, "head": head}, status=422 if refused else 200)
    for name, value in head.headers:
        page[name] = value
    return page


def add_faults(form: Form, error: CommkitError) -> None:
    """Put what the community refuses beside the fields of a form."""
    for name, told in faults_of(error, tuple(form.fields)).items():
        form.add_error(name or None, told)


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """A context processor: how many notifications somebody has not read."""
    if not request.user.is_authenticated:
        return {}
    try:
        with reading(request) as s:
            return {"unread": s.ask(CountUnread()).unread}
    except CommkitError:  # who has left or was banned sees the shop all the same
        return {"unread": 0}


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
            return render(request, "error.html", {"told": error.message}, status=problem(error).status)
        return None


def show_missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return render(request, "error.html", {"told": "There is nothing here."}, status=404)
