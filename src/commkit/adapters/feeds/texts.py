"""Texts and dates as feeds may hold them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (section 2.2), however it is escaped."""
_CONTROL = re.compile("[\x7f-\x84\x86-\x9f]")
"""What XML allows and advises against (section 2.2): controls, which readers take for characters of other encodings."""
_NOT_IN_A_LINE = re.compile(r"\s+")
_NOT_IN_IRI = re.compile(
    r"%(?![0-9A-Fa-f]{2})"
    r"|[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U000e1000-\U000efffd]"
)
"""What is no character of an IRI (RFC 3987 section 2.2); private use is for queries only, so it is encoded, too."""


def clean(text: str) -> str:
    """A text without the characters that XML forbids: controls, halves of characters, and two that are none.

    Controls that it advises against are left out, too; the one that ends a line becomes the usual end of a line.
    """
    return _CONTROL.sub("", _NOT_XML.sub("", text)).replace("\x85", "\n")


def one_line(text: str) -> str:
    """A text on one line, without the characters that XML forbids."""
    return _NOT_IN_A_LINE.sub(" ", clean(text)).strip()


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts on one line each, without those that say nothing; each once."""
    return tuple(dict.fromkeys(filter(None, map(one_line, texts))))


def address(url: str) -> str:
    """An address as documents may hold it: what no IRI has (RFC 3987) is percent-encoded."""
    return _NOT_IN_IRI.sub(lambda found: quote(found[0], safe=""), one_line(url))


def rfc3339(at: datetime) -> str:
    """A moment as Atom and JSON Feed have it: `2030-01-01T12:00:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


def rfc822(at: datetime) -> str:
    """A moment as RSS and HTTP have it: `Tue, 01 Jan 2030 12:00:00 GMT`."""
    return format_datetime(at.astimezone(UTC), usegmt=True)
