"""Origins: commands that a browser sends with a cookie must come from the host's own pages (OWASP, "CSRF")."""

from urllib.parse import urlsplit

from commkit.adapters.http.contract import Contract
from commkit.adapters.http.values import Request
from commkit.runtime.model.errors import Denied

TOKEN_HEADER = "x-commkit-csrf"  # noqa: S105  # the name of a header
"""What a client sends that tells no origin: pages of other origins cannot set it without being asked first."""


def check_origin(contract: Contract, request: Request) -> None:
    """Refuse what a page of another origin sends in its visitor's name.

    Browsers tell where a request comes from by Sec-Fetch-Site, older ones by Origin. Who tells neither must send the
    header `X-Commkit-CSRF`, with any value, unless no cookie signs them in.

    Raises:
        Denied: It comes from elsewhere, or does not say.
    """
    if not contract.check_origin or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("origin")
    if origin is not None and origin in contract.trusted_origins:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        allowed = site in ("same-origin", "none")
    elif origin is not None:
        allowed = _host_of(origin) in ({request.headers.get("host", "").lower()} - {""})
    else:
        allowed = "cookie" not in request.headers or TOKEN_HEADER in request.headers
    if not allowed:
        raise Denied(
            "http.foreign_origin",
            "send this from a page of the application itself; a client without a browser sends the header "
            "X-Commkit-CSRF: 1",
        )


def _host_of(origin: str) -> str:
    """The host and port of an origin; empty for none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
