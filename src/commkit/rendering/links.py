"""Where the links of a text go, read as browsers read them."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

from commkit.runtime.values.folding import fold

_IGNORED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_STRIPPED_BY_BROWSERS = "".join(map(chr, range(33)))
_HOST = re.compile(r"(?:https?:)?//+([^/?#]*)|https?:([^/?#]+)", re.IGNORECASE)
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_MAX_HOST = 253


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
