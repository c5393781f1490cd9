"""The pages of a host: by what two addresses are the same page."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from commkit.importers.discussions.fields import line_of

_TRACKING = re.compile(r"(?i)utm_\w+|fbclid|gclid|yclid|mc_[ce]id|_ga|ref_src")
"""Parameters by which links are counted, not pages found."""
_INDEX = re.compile(r"(?i)/(?:index\.(?:html?|php))?$")
_PORTS = {"http": 80, "https": 443}


def url_of(value: Any) -> str:
    """An address of a page, as it is; empty where it is no http address, or has a password in it."""
    url = line_of(value)
    try:
        parts = urlsplit(url)
        known = parts.scheme in _PORTS and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if known and not any(map(str.isspace, url)) else ""


def host_of(url: str) -> str:
    """The host of an address, without `www.`; empty without one."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def page_key(url: str) -> str:
    """What two addresses of one page have in common.

    Not compared: the scheme, `www.`, a port that is the scheme's own, the fragment, a `/` or an index file at the
    end, the order of parameters, and those by which links are counted.

    Args:
        url: An address, as `url_of` gives it.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    host = host_of(url) + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")
    values = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in values if not _TRACKING.fullmatch(pair[0])))
    return f"{host}{_INDEX.sub('', parts.path)}{'?' if query else ''}{query}"
