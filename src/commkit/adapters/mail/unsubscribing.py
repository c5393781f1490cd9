"""The page of the link in every mail: a POST unsubscribes, a GET only shows a button (RFC 8058).

Mail programs, scanners and previews open links by themselves with GET, so a GET changes nothing. A mail program with
one-click unsubscribing sends the POST by itself, without cookies and without a signed-in user.
"""

from collections.abc import Callable, Iterable
from html import escape
from http import HTTPStatus
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
    """A WSGI application for one URL: mount it at `MailSite.unsubscribe_url`, or let a view there call `answer`.

    Args:
        kit: The Kit.
    """

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        tokens = parse_qs(environ.get("QUERY_STRING", "")).get("token", [])
        status, headers, body = self.answer(environ.get("REQUEST_METHOD", "GET"), tokens[0] if tokens else "")
        start_response(f"{status} {HTTPStatus(status).phrase}", list(headers.items()))
        return [body]

    def answer(self, method: str, token: str) -> tuple[int, dict[str, str], bytes]:
        """Answer one request by plain values, for a view in a host that mounts no WSGI application.

        Args:
            method: The method of the request.
            token: The parameter `token` of its URL; empty where there is none.

        Returns:
            The status, the headers, and the body.
        """
        if method == "POST":
            return _page(*self._unsubscribe(token))
        if method in ("GET", "HEAD"):
            return _page(200, "Mail from a community", _BUTTON)
        return _page(405, "Open the link of a mail")

    def _unsubscribe(self, token: str) -> tuple[int, str]:
        """Status and title after a POST."""
        try:
            self._kit.transact(None, None, lambda session: session.do(Unsubscribe(token)))
        except Invalid:
            return 400, "Open the link just as it stands in the mail"
        except Busy:
            return 503, "Please try again in a moment"
        except CommkitError:
            return 404, "There is nothing to end here"
        return 200, "You get no more mail of this kind"


def _page(status: int, title: str, body: str = "") -> tuple[int, dict[str, str], bytes]:
    page = _PAGE.format(title=escape(title), body=body).encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(page)),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    }
    if status == 405:
        headers["Allow"] = "GET, HEAD, POST"
    return status, headers, page
