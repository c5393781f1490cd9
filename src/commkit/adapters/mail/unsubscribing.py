"""The page of the link in every mail: a POST unsubscribes, a GET only shows a button (RFC 8058).

Mail programs, scanners and previews open links by themselves with GET, so a GET changes nothing. A mail program with
one-click unsubscribing sends the POST by itself, without cookies and without a signed-in user.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import parse_qs

from commkit.kit import Kit
from commkit.notifications import Unsubscribe
from commkit.runtime.model.errors import Busy, CommkitError, Invalid

StartResponse = Callable[..., Any]

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<body><h1>{title}</h1>{body}</body></html>
"""
_BUTTON = '<form method="post"><button>No more mail of this kind</button></form>'


class UnsubscribeApp:
    """A WSGI application for one URL; mount it at `MailSite.unsubscribe_url`.

    Args:
        kit: The Kit.
    """

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        tokens = parse_qs(environ.get("QUERY_STRING", "")).get("token", [])
        method = environ.get("REQUEST_METHOD", "GET")
        if method == "POST":
            status, title = self._unsubscribe(tokens[0] if tokens else "")
            return _answer(start_response, status, title)
        if method in ("GET", "HEAD"):
            return _answer(start_response, "200 OK", "Mail from a community", _BUTTON)
        return _answer(start_response, "405 Method Not Allowed", "Open the link of a mail")

    def _unsubscribe(self, token: str) -> tuple[str, str]:
        """Status and title after a POST."""
        try:
            self._kit.transact(None, None, lambda session: session.do(Unsubscribe(token)))
        except Invalid:
            return "400 Bad Request", "Open the link just as it stands in the mail"
        except Busy:
            return "503 Service Unavailable", "Please try again in a moment"
        except CommkitError:
            return "404 Not Found", "There is nothing to end here"
        return "200 OK", "You get no more mail of this kind"


def _answer(start_response: StartResponse, status: str, title: str, body: str = "") -> Iterable[bytes]:
    page = _PAGE.format(title=escape(title), body=body).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'"),
    ]
    if status.startswith("405"):
        headers.append(("Allow", "GET, HEAD, POST"))
    start_response(status, headers)
    return [page]
