"""The addresses of uploads in the texts of posts: which file each names, whatever form it has.

Forms: `upload://BASE62.png`, `/uploads/short-url/BASE62.png`, `/uploads/default/original/2X/0/SHA1.png`, also at
another host, and the oldest, `/uploads/default/12/0123456789abcdef.png`. Base 62 has the digits, a to z, A to Z; the
number is the SHA-1 of the file. Source: `Upload.sha1_from_base62_encoded` and `FileStore::BaseStore` of Discourse.
Pictures made smaller (`optimized`) stand beside their originals and are no uploads of their own.
"""

import re
import string
from collections.abc import Iterator

from attrs import evolve, frozen

from commkit.importers.discussions.records import FoundUpload

_DIGITS = string.digits + string.ascii_lowercase + string.ascii_uppercase
_TOKEN = re.compile(
    r"""(?<![\w./~:%=&?#@\\+-])(?:upload://[0-9A-Za-z]{1,64}(?:\.[0-9A-Za-z]{1,12})?"""
    r"""|(?:(?:https?:)?//|/)[^\s"'<>()\[\]?#]{1,1000})""",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?i:upload://|.*/uploads/short-url/)(?P<digits>[0-9A-Za-z]{1,64})(?P<suffix>\.[0-9A-Za-z]{1,12})?"
)
_ORIGINAL = re.compile(
    r".*/(?P<path>original/[1-9]X(?:/[0-9a-f]){0,3}/(?P<sha1>[0-9a-f]{40})(?P<suffix>\.[0-9A-Za-z]{1,12})?)"
)
_OLD = re.compile(
    r".*/uploads/[A-Za-z_][\w-]{0,60}/(?P<path>\d{1,9}/[0-9a-f]{16,40}(?P<suffix>\.[0-9A-Za-z]{1,12})?)"
)
_SMALLER = re.compile(r".*/uploads/[\w-]{1,60}/optimized/.*")
_ANY = re.compile(r".*?/(?:secure-|secure-media-)?uploads/.*")
_SECURE = re.compile(r".*?/secure-(?:media-)?uploads/.*")
_UPWARDS = re.compile(r"(?i)(?:^|/)(?:\.|%2e){1,2}(?:/|%2f|$)|%2f|%5c|%00|\\")
_SITE = re.compile(r"(?i)(?:(?:https?:)?//([^/]*))?(/.*)?")
_ALT = re.compile(r"\[([^\[\]\n|]{1,300})(?:\|[^\[\]\n]{0,100})?\]\($")
_LINKED = re.compile(r"""\A["'][^<>]{0,300}>([^<>]{1,300})</a>""")
_NEAR = 500


@frozen
class Address:
    """An address in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        text: The address.
        host: The host that it names; empty where it names none.
        upload: The file; None for a picture that was made smaller.
    """

    start: int
    end: int
    text: str
    host: str
    upload: FoundUpload | None


def find_addresses(text: str) -> Iterator[Address]:
    """The addresses of uploads in a text, Markdown or HTML, in its order."""
    for match in _TOKEN.finditer(text):
        token = match[0]
        host, upload = _host(token), upload_at(token)
        if upload is not None:
            named = evolve(upload, name=_name(text, match.start(), match.end()))
            yield Address(match.start(), match.end(), token, host, named)
        elif _SMALLER.fullmatch(token) and not _UPWARDS.search(token):
            yield Address(match.start(), match.end(), token, host, None)


def upload_at(address: str) -> FoundUpload | None:
    """The file of an address; None where it is that of no upload."""
    short = _SHORT.fullmatch(address)
    if _ANY.fullmatch(address) and _UPWARDS.search(address):
        return FoundUpload(address[:200], reason="malformed address")
    if _SECURE.fullmatch(address):
        return FoundUpload(address[:200], reason="secure upload")
    if short is not None:
        sha1 = _sha1(short["digits"])
        if sha1 is None:
            return FoundUpload(address[:200], reason="malformed address")
        return FoundUpload(sha1, suffix=short["suffix"] or "")
    original = _ORIGINAL.fullmatch(address)
    if original is not None and (_host(address) or _ANY.fullmatch(address)):
        return FoundUpload(original["sha1"], original["path"], original["suffix"] or "")
    old = _OLD.fullmatch(address)
    return FoundUpload(old["path"], old["path"], old["suffix"] or "") if old is not None else None


def _sha1(digits: str) -> str | None:
    number = 0
    for digit in digits:
        number = number * 62 + _DIGITS.index(digit)
    return f"{number:040x}" if number < 1 << 160 else None


def _host(address: str) -> str:
    match = _SITE.fullmatch(address)
    return (match[1] or "").lower() if match is not None else ""


def _name(text: str, start: int, end: int) -> str:
    """What the text calls a file: the words of its link, or those that describe a picture."""
    found = _ALT.search(text[max(0, start - _NEAR) : start]) or _LINKED.match(text[end : end + 2 * _NEAR])
    return found[1].strip() if found is not None else ""
