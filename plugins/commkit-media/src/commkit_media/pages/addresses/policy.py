"""How the name of a page is written in one way, so that all who mean one page find one thread.

An address is normalised by the rules of RFC 3986, 6.2.2 and 6.2.3 (case, percent-encoding, dot segments, port), and
beyond them: `http` and `https` are one site, and the fragment, the last slash of a path and parameters that say where
a reader came from name no other page.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import SplitResult, urlsplit

from commkit import FieldError, Invalid

MAX_NAME = 2_000
"""Characters of the name of a page at most, as it is kept."""
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT_IN_PATH = _UNRESERVED | frozenset("!$&'()*+,;=:@/")
_KEPT_IN_QUERY = _KEPT_IN_PATH | frozenset("?")
_BYTE = re.compile(r"%([0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_DEVIATING = frozenset("ßς\u200c\u200d")
"""Letters that the two versions of IDNA write in two ways, so that one name would mean two sites."""
_OWN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]{0,199}")
_MOST_SECTIONS = 32


def is_address(name: str) -> bool:
    """Whether the name of a page is an address; all else is an id of the host's, which has no colon."""
    return ":" in name or name.startswith("//")


def page_key(name: str, *, hosts: Collection[str], tracking: Collection[str]) -> str:
    """The one way in which the name of a page is written.

    Args:
        name: An address, or an id of the host's.
        hosts: The sites whose pages have threads here, see `PageSettings.hosts`.
        tracking: Parameters that name no other page, see `PageSettings.tracking`.

    Raises:
        Invalid: It is no address of these sites, or no address at all.
    """
    if not is_address(name):
        return _own_id(name)
    parts = _split(name)
    site = site_of(parts)
    if not _is_ours(site, hosts):
        raise _fault("foreign_host", "pages of this site have no threads here; ask who runs the community")
    query = _query(parts.query, tracking)
    path = _path(parts.path)
    key = f"https://{site}{path}{f'?{query}' if query else ''}"
    if len(key) > MAX_NAME:
        raise _fault("too_long", f"an address has {MAX_NAME} characters at most")
    return key


def _own_id(name: str) -> str:
    if not _OWN_ID.fullmatch(name):
        raise _fault(
            "malformed",
            "give an address that begins with https://, or an id of up to 200 letters, digits and . _ ~ / -",
        )
    return name


def _split(address: str) -> SplitResult:
    """The parts of an address; what programs read in two ways is refused, so that no check can be talked past."""
    if address != address.strip() or not address.isprintable() or any(sign in address for sign in ' \\"<>'):
        raise _fault("malformed", "an address has no spaces, backslashes, quotes or control characters")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _fault("malformed", "this address cannot be read") from None
    if parts.scheme not in ("http", "https"):
        raise _fault("other_scheme", "an address begins with https://")
    if "@" in parts.netloc:
        raise _fault("has_user", "leave user name and password out of the address")
    if not host or port == 0:
        raise _fault("no_host", "name a host")
    if re.search(r"%(?![0-9A-Fa-f]{2})", parts.path + parts.query):
        raise _fault("malformed", "a percent sign stands before two hexadecimal digits")
    if re.search(r"%(0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff])", parts.path + parts.query):
        raise _fault("malformed", "an address has no control characters")
    return parts


def site_of(parts: SplitResult) -> str:
    """The site of an address: its host in ASCII, and its port where that is no default one.

    Raises:
        Invalid: The host is no name.
    """
    default = 80 if parts.scheme == "http" else 443
    host = ascii_host(parts.hostname or "")
    return host if parts.port in (None, default) else f"{host}:{parts.port}"


def ascii_host(host: str) -> str:
    """A host in the form that the DNS knows: lower-case, international names in their `xn--` form (RFC 3490).

    Raises:
        Invalid: It is no name of a host; addresses of networks are none.
    """
    if not _DEVIATING.isdisjoint(host):
        raise _fault(
            "ambiguous_host", "write this host in its xn-- form; programs read its letters in two ways"
        )
    try:
        name = host.lower().removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _fault("bad_host", "this is no name of a host") from None
    if len(name) > 253 or not _HOST.fullmatch(name) or name.rpartition(".")[2].isdigit():
        raise _fault("bad_host", "this is no name of a host")
    return name


def _is_ours(site: str, hosts: Collection[str]) -> bool:
    if site in hosts:
        return True
    return any(host.startswith("*.") and site.endswith(host[1:]) for host in hosts)


def _path(path: str) -> str:
    """The path without dot segments and without its last slash, percent-encoded as little as may be."""
    kept: list[str] = []
    for segment in _encoded(path, _KEPT_IN_PATH).split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept).rstrip("/") if kept else "/"


def _query(query: str, tracking: Collection[str]) -> str:
    """The parameters that name the page, in their order."""
    return "&".join(
        part for part in _encoded(query, _KEPT_IN_QUERY).split("&") if not _tracks(part, tracking)
    )


def _tracks(part: str, tracking: Collection[str]) -> bool:
    """Whether a parameter says where a reader came from; what is empty names nothing."""
    name = part.partition("=")[0].lower()
    if not name:
        return True
    return any(
        name.startswith(each[:-1]) if each.endswith("*") else name == each
        for each in map(str.lower, tracking)
    )


def _encoded(text: str, kept: Collection[str]) -> str:
    """The text with percent-encoding in one way: unreserved characters are not encoded, all others of UTF-8 are."""
    return "".join(_signs(text, kept))


def _signs(text: str, kept: Collection[str]) -> Iterator[str]:
    at = 0
    while at < len(text):
        if found := _BYTE.match(text, at):
            sign = chr(int(found[1], 16))
            yield sign if sign in _UNRESERVED else f"%{found[1].upper()}"
            at = found.end()
            continue
        sign = text[at]
        yield sign if sign in kept else "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))
        at += 1


def sections_of(key: str) -> Sequence[str]:
    """The sections that a page may stand in, the innermost first: what its key begins with, whole parts of it."""
    start = len("https://") if key.startswith("https://") else 0
    plain = key.partition("?")[0] if start else key
    ends = [at for at, sign in enumerate(plain) if at >= start and sign == "/"][:_MOST_SECTIONS]
    return tuple(dict.fromkeys([plain.rstrip("/"), *(plain[:end] for end in reversed(ends))]))


def _fault(code: str, message: str) -> Invalid:
    return Invalid([FieldError("page", code, message)], code="media.bad_page")
