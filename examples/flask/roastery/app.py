"""The application: the shop's pages, the community's, and commkit's HTTP contract below /c."""

import logging
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, render_template, request, session
from jinja2 import FileSystemLoader
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from commkit import CommkitError
from commkit.adapters.feeds import RedactTokens
from commkit.adapters.http import problem
from commkit.adapters.mail import UnsubscribeApp
from commkit.notifications import CountUnread
from roastery import demo, help_pages, shop
from roastery.community import SLUG, URL, community, kit
from roastery.models import Customer, db
from storefront.heads import NOTHING

SHARED = Path(__file__).resolve().parents[2] / "shared"
MAX_FORM = 256 * 1024
"""Bytes of a form of the shop's own."""
SHOP = {
    "slug": "roastery",
    "name": "Slow Hill",
    "framework": "Flask",
    "links": [("/brews", "Brews")],
    "headline": "Coffee, roasted on Tuesdays.",
    "lede": "Three bags, and everybody's brews beside them.",
    "help": "The roasters read along; whoever brewed it last knows it best.",
    "demo": "To look around: ines@slow.example (owner), tom@\u2026 (roaster) or ada@\u2026, password slow-hill",
}


def create_app() -> Flask:
    """The application; `flask --app roastery.app` finds it by this name."""
    app = Flask("roastery", static_folder=SHARED / "static")
    app.config.from_prefixed_env("SHOP")  # SHOP_SECRET_KEY, which signs the cookie
    app.config.update(SQLALCHEMY_DATABASE_URI=URL, SESSION_COOKIE_SAMESITE="Lax")
    app.jinja_loader = FileSystemLoader([Path(app.root_path) / "templates", SHARED / "templates"])
    db.init_app(app)
    community.init_app(app)
    app.register_blueprint(shop.pages)
    app.register_blueprint(help_pages.pages)
    app.cli.add_command(demo.prepare)
    app.before_request(know_user)
    app.before_request(check_csrf)
    app.context_processor(on_every_page)
    app.after_request(add_crawler_headers)
    app.register_error_handler(CommkitError, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    logging.getLogger("werkzeug").addFilter(RedactTokens())  # tokens of feeds stand in addresses
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/unsubscribe": UnsubscribeApp(kit)})  # type: ignore[method-assign]
    return app


def know_user() -> None:
    """Who is signed in, for the pages of this request."""
    g.user = db.session.get(Customer, int(session["user"])) if "user" in session else None


def check_csrf() -> None:
    """A form of the shop without the token of its session is refused; below /c the extension looks at the origin."""
    session.setdefault("csrf", secrets.token_urlsafe())
    if request.method == "POST" and request.blueprint != "commkit":
        if (request.content_length or 0) > MAX_FORM:
            abort(413, "That is too much text for one form.")
        sent = request.form.get("csrf_token", "")
        if not secrets.compare_digest(sent.encode(), session["csrf"].encode()):
            abort(403, "This form has expired. Go back, load the page again, and send it once more.")


def on_every_page() -> dict[str, Any]:
    """What the templates of all pages are given."""
    unread = count_unread() if g.get("user") else 0
    return {
        "shop": SHOP,
        "user": g.get("user"),
        "unread": unread,
        "csrf_token": session.get("csrf"),
        "head": g.get("head"),
    }


def add_crawler_headers(response: Response) -> Response:
    """What the page that was shown asks of crawlers, which its view left in `g`."""
    response.headers.extend(g.get("head", NOTHING).headers)
    return response


def count_unread() -> int:
    """How many notifications somebody has not read; 0 for who has left or was banned, and still has a shop."""
    try:
        with kit.session(community.actor(), SLUG, read_only=True) as s:
            return s.ask(CountUnread()).unread
    except CommkitError:
        return 0


def show_refusal(error: CommkitError) -> tuple[str, int]:
    """What no page has caught: what is hidden looks like what does not exist."""
    status = problem(error).status
    told = "There is nothing here." if status == 404 else error.message
    return render_template("error.html", told=told), status


def show_http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Flask's own errors."""
    if error.code is None or error.code < 400:
        return error
    told = "There is nothing here." if error.code == 404 else str(error.description)
    return render_template("error.html", told=told), error.code
