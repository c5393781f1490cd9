"""The headers of a mail: who wrote it when, and what it replies to. Nothing in them is trusted."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from attrs import frozen

from commkit.importers.mbox.decoding import decode_words, unfold
from commkit.importers.plain_text import TITLE_LENGTH, clean_line
from commkit.redaction import EMAIL, mask_addresses

MAX_HEADERS = 256 * 1024
"""Bytes of all headers of a message that is imported."""

_MAX_REFERENCES = 20
"""The nearest messages above one that are looked for, beside the first one."""
_MAX_REFERENCE_TEXT = 32 * 1024
_READ = frozenset(
    {
        "message-id",
        "references",
        "in-reply-to",
        "from",
        "subject",
        "date",
        "x-original-from",
        "x-original-sender",
    }
)
_ID = re.compile(r"<([^<>\s]{1,998})>")
_OBFUSCATED = re.compile(r"\s*(\S{1,64}) at (\S{1,255})\s*(?:\((.*)\))?\s*")
_RE = r"(?:re|aw|sv|antw|vs|odp|ynt)(?:\[[0-9]{1,3}\]|\^[0-9]{1,3})?\s?:"
"""What clients write before the subject of a reply, in some languages, also with how often: `Re[2]:`, `Re^2:`."""
_TAG = r"\[[^\]]{1,40}\]"
"""What lists write before a subject."""
_REPLY = re.compile(rf"(?i)(?:{_RE}\s*)+")
_REPLY_OR_TAG = re.compile(rf"(?i)(?:(?:{_RE}|fwd?:|{_TAG})\s*)+")
_IS_REPLY = re.compile(rf"(?i)(?:{_TAG}\s*)*{_RE}")
_VIA = re.compile(r"(?i)^'?(.{1,200}?)'? via .{1,200}$")


@frozen
class MailHeaders:
    """The headers of a message, as far as they are read.

    Attributes:
        id: A digest of its id.
        references: Digests of the ids of the messages above it, the nearest first.
        root: The digest of the first message above it; None where it names none.
        author: A digest of the author's address; None without one.
        name: The author's name, without addresses; empty without one.
        subject: The subject, without addresses.
        sent_at: When it was sent; None where that cannot be read.
        reason: Why the message is skipped; empty where it is not.
    """

    id: bytes
    references: tuple[bytes, ...] = ()
    root: bytes | None = None
    author: bytes | None = None
    name: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    reason: str = ""

    @property
    def is_reply(self) -> bool:
        """Whether the subject says that it is a reply."""
        return _IS_REPLY.match(self.subject) is not None

    @property
    def title(self) -> str:
        """The subject without the `Re:` it begins with."""
        match = _REPLY.match(self.subject)
        return self.subject[match.end() :].strip() if match else self.subject

    @property
    def base_subject(self) -> str:
        """The subject without what it begins with, of replies and of lists: by this subjects are compared."""
        match = _REPLY_OR_TAG.match(self.subject)
        return (self.subject[match.end() :] if match else self.subject).strip().casefold()


def read_headers(data: bytes, *, latest: datetime) -> MailHeaders:
    """The headers of a message.

    Args:
        data: The message.
        latest: No message was sent after that.
    """
    block = _header_block(data)
    if len(block) > MAX_HEADERS:
        return MailHeaders(digest_of(data), reason="headers too large")
    found = _find(block)
    if not found:
        return MailHeaders(digest_of(data), reason="no headers")
    ids = _ID.findall(found.get("message-id", ""))
    above = _references(found)
    sent_at, reason = _date(found.get("date"), latest)
    address, name = _author(found)
    return MailHeaders(
        id=digest_of(ids[0].encode("utf-8", "replace")) if ids else digest_of(data),
        references=above[: _MAX_REFERENCES + 1],
        root=above[-1] if above else None,
        author=digest_of(address.casefold().encode("utf-8", "replace")) if address else None,
        name=clean_line(name, 200),
        subject=_masked_line(decode_words(unfold(found.get("subject", "")))),
        sent_at=sent_at,
        reason=reason,
    )


def digest_of(data: bytes) -> bytes:
    """A digest of 16 bytes."""
    return hashlib.sha256(data).digest()[:16]


def _header_block(data: bytes) -> bytes:
    ends = [end for end in (data.find(b"\n\n"), data.find(b"\n\r\n")) if end >= 0]
    return data[: min(ends) + 1] if ends else data


def _find(block: bytes) -> Mapping[str, str]:
    """The first header of each name that is read, as it is written."""
    found: dict[str, str] = {}
    for name, value in BytesHeaderParser(policy=default).parsebytes(block).raw_items():
        if name.lower() in _READ:
            found.setdefault(name.lower(), str(value))
    return found


def _references(found: Mapping[str, str]) -> tuple[bytes, ...]:
    """The messages above one, the nearest first and the first one last; each once."""
    references = _ID.findall(found.get("references", "")[-_MAX_REFERENCE_TEXT:])
    named = [*reversed(references), *_ID.findall(found.get("in-reply-to", "")[:_MAX_REFERENCE_TEXT])]
    unique = tuple(dict.fromkeys(digest_of(id.encode("utf-8", "replace")) for id in named))
    return (*unique[:_MAX_REFERENCES], unique[-1]) if len(unique) > _MAX_REFERENCES else unique


def _date(raw: str | None, latest: datetime) -> tuple[datetime | None, str]:
    if raw is None:
        return None, "no Date"
    try:
        moment = parsedate_to_datetime(unfold(raw)[:200])
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except Exception:  # the standard library's parser raises many kinds of errors for malformed dates
        return None, "malformed: Date"
    if moment > latest:
        return None, "Date in the future"
    return (moment, "") if moment.year >= 1970 else (None, "malformed: Date")  # ids hold no earlier time


def _author(found: Mapping[str, str]) -> tuple[str, str]:
    """The address and the name of the author; either may be empty."""
    raw = unfold(found.get("x-original-from") or found.get("from", ""))
    address, name = _parse_author(raw)
    if via := _VIA.match(name):
        # A list that writes its own address there: all its authors would be one.
        name, sender = via[1], unfold(found.get("x-original-sender", ""))
        address = _parse_author(sender)[0] or f"{address} {name}"
    name = mask_addresses(name, words=True).replace(EMAIL, "").strip(" \t\"'<>()")
    return address, name


def _parse_author(raw: str) -> tuple[str, str]:
    if obfuscated := _OBFUSCATED.fullmatch(raw):
        return f"{obfuscated[1]}@{obfuscated[2]}", decode_words(obfuscated[3] or "")
    try:
        name, address = parseaddr(raw)
    except Exception:  # as above
        name, address = "", ""
    if "@" not in address:
        match = re.search(r"<?([^\s<>]{1,64}) ?(?:@| at )([^\s<>]{1,255})>?", raw)
        name, address = (
            (raw[: match.start()] or raw[match.end() :], f"{match[1]}@{match[2]}") if match else (raw, "")
        )
    return address, decode_words(name)


def _masked_line(text: str) -> str:
    return clean_line(mask_addresses(text, words=True), TITLE_LENGTH * 2)
