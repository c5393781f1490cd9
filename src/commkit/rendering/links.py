"""Where the links of a text go, read as browsers read them."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

from commkit.runtime.values.folding import fold

_IGNORED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_STRIPPED_BY_BROWSERS = "".join(map(chr, range(33)))
_HOST = re.compile(r"(?:https?:)?//+([^/?#]*)|https?:([^/?#]+)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_MAX_HOST = 253

LinkResolver = Callable[[str], str | None]
"""`address -> absolute address` for the address of a link or picture; None for one that leads nowhere."""


def link_host(url: str) -> str | None:
    """The host that a link goes to, in ASCII and lower case; None for one that stays on the page's own.

    Source: https://url.spec.whatwg.org, sections 4.4 and 3.5: control characters at either end, tabs and line ends are
    ignored, a backslash is a slash, a host may be percent-encoded, user and port are not part of it, and ideographic
    full stops are dots.

    Args:
        url: The address, absolute or relative.
    """
    address = _IGNORED_BY_BROWSERS.sub("", url.strip(_STRIPPED_BY_BROWSERS)).replace("\\", "/")
    found = _HOST.match(address)
    return normalize_host(found[1] or found[2] or "") if found is not None else None


def normalize_host(host: str) -> str:
    """A host without user, port and final dots, in ASCII where that is possible."""
    name = unquote(host).rpartition("@")[2].partition(":")[0]
    name = _DOTS.sub(".", fold(name)).strip(".")[-_MAX_HOST:]
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def absolute_link(address: str, *, base_url: str = "", page_url: str = "") -> str | None:
    """The absolute address of a link, for texts that are read away from the site, as in a mail; None if it has none.

    Args:
        address: The address, absolute or relative.
        base_url: The URL of the site, which relative addresses start from; empty if it is not known.
        page_url: The URL of the page that shows the text, which `#part` is a part of; empty if it is not known.
    """
    plain = _IGNORED_BY_BROWSERS.sub("", address.strip(_STRIPPED_BY_BROWSERS))
    head, mark, tail = _split_at_query(plain)
    head = head.replace("\\", "/")
    scheme = _SCHEME.match(head)
    if scheme is not None and scheme[0].lower() not in ("http:", "https:"):
        return plain
    if scheme is not None or head.startswith("//"):
        host = head[scheme.end() if scheme else 0 :].lstrip("/")
        start = scheme[0] if scheme else f"{base_url.partition(':')[0] or 'https'}:"
        return f"{start}//{host}{mark}{tail}" if host else None
    if not head and mark != "?" and page_url:
        return f"{page_url.partition('#')[0]}{mark}{tail}"
    return urljoin(f"{base_url.rstrip('/')}/", f"{head}{mark}{tail}") if base_url else None


def _split_at_query(address: str) -> tuple[str, str, str]:
    found = re.search("[?#]", address)
    return (address[: found.start()], found[0], address[found.end() :]) if found else (address, "", "")


def find_links(html: str) -> tuple[str, ...]:
    """The addresses of the links and pictures of sanitized HTML, in order; not those within the text itself."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get({"a": "href", "img": "src"}.get(tag, ""))
        if address and not address.startswith("#"):
            self.found.append(address)
