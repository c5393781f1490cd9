"""The pages of the links in mails: a POST confirms or ends a subscription, a GET only shows a button (RFC 8058).

Mail programs, scanners and previews open links by themselves with GET, so a GET changes nothing. A mail program with
one-click unsubscribing sends the POST by itself, without cookies and without a signed-in user. The token alone counts:
what it allows is done by the host itself, so that links also work in communities that visitors do not see.
"""

from html import escape
from urllib.parse import parse_qs

from commkit import SYSTEM, CommkitError, Invalid, NotFound
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource, HttpResponse, HttpWork
from commkit_media.newsletters.ports import PATH
from commkit_media.newsletters.subscribing.messages import ConfirmSubscription, EndSubscription

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<body><h1>{title}</h1>{body}</body></html>
"""
_BUTTON = '<form method="post"><button>{label}</button></form>'
_PAGES = {
    "/confirm": (
        ConfirmSubscription,
        "Confirm your newsletter",
        "Confirm",
        "You get the newsletter from now on",
    ),
    "/unsubscribe": (
        EndSubscription,
        "End your newsletter",
        "Unsubscribe",
        "You get this newsletter no more",
    ),
}
_BAD_LINK = "Open the link just as it stands in the mail"


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """The answer to who follows a link.

    Args:
        request: The request.
        actor: Who the host says sent it; it does not matter.
    """
    page = _PAGES.get(request.path)
    if page is None:
        return _respond(404, "There is nothing here")
    command, title, label, done = page
    if request.method != "POST":
        return _respond(200, title, _BUTTON.format(label=label))
    token = parse_qs(request.query).get("token", [""])[0]
    try:
        yield HttpWork(SYSTEM, lambda session: session.do(command(token)))
    except NotFound as error:
        if error.code != "media.confirmation_not_found":
            raise
        return _respond(404, "This link was used already, or has expired")
    except Invalid:
        return _respond(400, _BAD_LINK)
    return _respond(200, done)


def refusal(status: int, error: CommkitError) -> HttpResponse:
    """The page of an error."""
    return _respond(
        status, "This did not work; please try again later" if status >= 500 else "There is nothing here"
    )


def _respond(status: int, title: str, body: str = "") -> HttpResponse:
    # Without any referrer the button would be sent with the origin `null`, which is refused as a foreign one.
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "same-origin"),
        ("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'"),
    )
    return HttpResponse(status, headers, _PAGE.format(title=escape(title), body=body).encode())


NEWSLETTER_PAGES = HttpResource(PATH, ("GET", "HEAD", "POST"), answer, refusal)
