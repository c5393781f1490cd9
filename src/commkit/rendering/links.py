"""Where the links of a text go, read as browsers read them. Rendering, rules, counts and mails read them here."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urljoin

from attrs import frozen

from commkit.runtime.values.domains import normalize_host

_IGNORED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_STRIPPED_BY_BROWSERS = "".join(map(chr, range(33)))
_AUTHORITY = re.compile(r"(?:(https?:)[/\\]*|[/\\]{2,})([^/\\?#]*)", re.IGNORECASE)
"""The scheme, and what names the host: browsers take any number of slashes and backslashes behind a scheme."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAIL = "mailto:"
_QUERY = re.compile("[?#]")

LinkResolver = Callable[[str], str | None]
"""`address -> absolute address` for the address of a link or picture; None for one that leads nowhere."""


@frozen
class _Address:
    """An address that names a host.

    Attributes:
        scheme: `https:` or `http:`, as it is written; empty for that of the page.
        authority: What names the host, as it is written.
        rest: What follows.
    """

    scheme: str
    authority: str
    rest: str

    @property
    def host(self) -> str:
        """The host in ASCII and lower case; empty where there is none."""
        return normalize_host(self.authority)


def link_host(url: str) -> str | None:
    """The host that a link goes to, in ASCII and lower case; None for one that stays on the page's own.

    Source: https://url.spec.whatwg.org, sections 4.4 and 3.5: control characters at either end, tabs and line ends are
    ignored, a backslash is a slash, any number of slashes follows a scheme, a host may be percent-encoded, user and
    port are not part of it, and ideographic full stops are dots.

    Args:
        url: The address, absolute or relative.
    """
    found = _read(_cleaned(url))
    return (found.host or None) if found is not None else None


def is_mail_link(url: str) -> bool:
    """Whether a link writes a mail, as `mailto:ada@example.org` does.

    Args:
        url: The address, absolute or relative.
    """
    return _cleaned(url)[: len(_MAIL)].lower() == _MAIL


def with_ascii_host(url: str) -> str:
    """An address whose host is written in ASCII, as browsers ask for it; others stay as they are.

    Args:
        url: The address, absolute or relative.
    """
    found = _read(_cleaned(url))
    if found is None or found.authority.isascii() or not found.host:
        return url
    user, at, place = found.authority.rpartition("@")
    _, colon, port = place.partition(":")
    return f"{found.scheme}//{user}{at}{found.host}{colon}{port}{found.rest}"


def canonical_address(url: str) -> str | None:
    """An address as it is written into HTML: one that names a host has two slashes in front of it.

    Args:
        url: The address, absolute or relative.

    Returns:
        The address; None for one that should name a host and does not.
    """
    found = _read(_cleaned(url))
    if found is None:
        return url
    return f"{found.scheme}//{found.authority}{found.rest}" if found.host else None


def absolute_link(address: str, *, base_url: str = "", page_url: str = "") -> str | None:
    """The absolute address of a link, for texts that are read away from the site, as in a mail; None if it has none.

    Args:
        address: The address, absolute or relative.
        base_url: The URL of the site, which relative addresses start from; empty if it is not known.
        page_url: The URL of the page that shows the text, which `#part` is a part of; empty if it is not known.
    """
    plain = _cleaned(address)
    found = _read(plain)
    if found is not None:
        scheme = found.scheme or f"{base_url.partition(':')[0] or 'https'}:"
        return f"{scheme}//{found.authority}{found.rest}" if found.host else None
    if _SCHEME.match(plain):
        return plain
    if plain[:1] in ("", "#") and page_url:
        return f"{page_url.partition('#')[0]}{plain}"
    return urljoin(f"{base_url.rstrip('/')}/", _with_slashes(plain)) if base_url else None


def _cleaned(url: str) -> str:
    return _IGNORED_BY_BROWSERS.sub("", url.strip(_STRIPPED_BY_BROWSERS))


def _read(address: str) -> _Address | None:
    """The parts of an address that names a host; None for another one."""
    found = _AUTHORITY.match(address)
    return _Address(found[1] or "", found[2], _with_slashes(address[found.end() :])) if found else None


def _with_slashes(address: str) -> str:
    """An address whose path has slashes in place of backslashes."""
    query = _QUERY.search(address)
    end = query.start() if query else len(address)
    return address[:end].replace("\\", "/") + address[end:]


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
