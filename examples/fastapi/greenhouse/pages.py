"""What the pages share: templates, what stands on each of them, and how a refusal is shown."""

from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.templating import Jinja2Templates
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from commkit import CommkitError
from commkit.adapters.http import problem
from commkit.notifications import CountUnread
from greenhouse.community import SLUG, kit
from greenhouse.models import User, engine
from greenhouse.security import csrf_token
from storefront.heads import NOTHING, Head

SHARED = Path(__file__).resolve().parents[2] / "shared"
SHOP = {
    "slug": "greenhouse",
    "name": "Fern & Hall",
    "framework": "FastAPI",
    "headline": "Plants that put up with you.",
    "lede": "Three of them, grown here, and people who know why the leaves turn yellow.",
    "help": "Ask the gardeners and everybody else who grows things.",
    "demo": "To look around: mira@fern.example (owner), jonas@… (gardener) or lea@…, password fern-and-hall",
}


def on_every_page(request: Request) -> dict[str, Any]:
    """Who is signed in, what they have not read, and the token of their forms."""
    key = request.session.get("user")
    with Session(engine) as orm:
        user = orm.get(User, int(key)) if key else None
    unread = count_unread(key) if user is not None else 0
    return {"shop": SHOP, "user": user, "unread": unread, "csrf_token": csrf_token(request)}


def count_unread(key: str | None) -> int:
    """How many notifications somebody has not read; 0 for who has left or was banned, and still has a shop."""
    try:
        with kit.session(key, SLUG, read_only=True) as s:
            return s.ask(CountUnread()).unread
    except CommkitError:
        return 0


templates = Jinja2Templates(
    directory=[Path(__file__).parent / "templates", SHARED / "templates"], context_processors=[on_every_page]
)


def show(
    request: Request, template: str, /, *, status: int = 200, head: Head = NOTHING, **context: Any
) -> Response:
    """A page from its template, with what it tells crawlers."""
    context = {"form": {}, "faults": {}, "head": head, **context}
    return templates.TemplateResponse(
        request, template, context, status_code=status, headers=dict(head.headers)
    )


def status_of(error: CommkitError) -> int:
    """The HTTP status of a refusal."""
    return problem(error).status


def show_refusal(request: Request, error: Exception) -> Response:
    """The handler of commkit's errors that no page has caught: what is hidden looks like what does not exist."""
    assert isinstance(error, CommkitError)
    status = status_of(error)
    told = "There is nothing here." if status == 404 else error.message
    return show(request, "error.html", status=status, told=told)


def show_http_error(request: Request, error: Exception) -> Response:
    """The handler of FastAPI's own errors, among them the way to the page that signs in."""
    assert isinstance(error, HTTPException)
    if error.headers and "Location" in error.headers:
        return Response(status_code=error.status_code, headers=error.headers)
    told = "There is nothing here." if error.status_code == 404 else error.detail
    return show(request, "error.html", status=error.status_code, told=told)


def show_invalid_form(request: Request, error: Exception) -> Response:
    """The handler of forms that no page of the shop would send."""
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return show(request, "error.html", status=422, told=told)
