"""What the pages share: templates, what stands on each of them, and how a refusal is shown."""

from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.templating import Jinja2Templates
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from commkit import CommkitError, Conflict, Denied, Invalid, NotFound, RateLimited
from commkit.notifications import CountUnread
from greenhouse.community import SLUG, kit
from greenhouse.models import User, engine
from greenhouse.security import csrf_token

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
STATUS = {Denied: 403, NotFound: 404, Conflict: 409, Invalid: 422, RateLimited: 429}


def on_every_page(request: Request) -> dict[str, Any]:
    """Who is signed in, what they have not read, and the token of their forms."""
    key = request.session.get("user")
    with Session(engine) as orm:
        user = orm.get(User, int(key)) if key else None
    unread = 0
    if user is not None:
        with kit.session(key, SLUG, read_only=True) as s:
            unread = s.ask(CountUnread()).unread
    return {"shop": SHOP, "user": user, "unread": unread, "csrf_token": csrf_token(request)}


templates = Jinja2Templates(
    directory=[Path(__file__).parent / "templates", SHARED / "templates"], context_processors=[on_every_page]
)


def show(request: Request, template: str, /, *, status: int = 200, **context: Any) -> Response:
    """A page from its template."""
    return templates.TemplateResponse(request, template, {"form": {}, **context}, status_code=status)


def status_of(error: CommkitError) -> int:
    """The HTTP status of a refusal."""
    return STATUS.get(type(error), 503)


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
