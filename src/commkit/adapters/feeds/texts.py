"""Texts and dates as feeds may hold them."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (section 2.2), however it is escaped."""
_NOT_IN_A_LINE = re.compile(r"\s+")


def clean(text: str) -> str:
    """A text without the characters that XML forbids: controls, halves of characters, and two that are none."""
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """A text on one line, without the characters that XML forbids."""
    return _NOT_IN_A_LINE.sub(" ", clean(text)).strip()


def rfc3339(at: datetime) -> str:
    """A moment as Atom and JSON Feed have it: `2030-01-01T12:00:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


def rfc822(at: datetime) -> str:
    """A moment as RSS and HTTP have it: `Tue, 01 Jan 2030 12:00:00 GMT`."""
    return format_datetime(at.astimezone(UTC), usegmt=True)
