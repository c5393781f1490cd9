"""The text of a mail, and the names of its attachments."""

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any, TypeAlias

from attrs import frozen

from commkit.importers.mbox.decoding import decode_bytes, decode_words, unfold
from commkit.importers.plain_text import MAX_TEXT, clean_line, clean_text
from commkit.redaction import mask_addresses
from commkit.rendering import to_text
from commkit.runtime.model.extras import require_extra

require_extra("nh3", extra="rendering")  # for messages that are HTML only

_Part: TypeAlias = "Message[str, str]"
_MAX_PARTS = 1_000
_TEXTS = ("text/plain", "text/html", "text/enriched")
_MAX_HTML = 90_000
"""Characters of an HTML part, where there is no plain text."""


@frozen
class MailAttachment:
    """A file in a message.

    Attributes:
        name: Its name, without addresses.
        media_type: The type that the message names.
    """

    name: str
    media_type: str


@frozen
class MailBody:
    """The body of a message.

    Attributes:
        text: Its text, without addresses; empty without one.
        attachments: Its files.
        reason: Why the message is skipped; empty where it is not.
    """

    text: str = ""
    attachments: tuple[MailAttachment, ...] = ()
    reason: str = ""


class _TooLong(Exception):
    """A text that is too long."""


def read_body(data: bytes) -> MailBody:
    """The body of a message; never fails.

    Args:
        data: The message.
    """
    try:
        texts, attachments = _read_parts(BytesParser(policy=compat32).parsebytes(data))
    except _TooLong:
        return MailBody(reason="text too long")
    except Exception:  # the standard library's parser raises many kinds of errors, also for depth
        return MailBody(reason="malformed message")
    text = "\n\n".join(texts)
    if len(text) > MAX_TEXT:
        return MailBody(reason="text too long")
    text = mask_addresses(clean_text(text), words=True)
    return MailBody("\n".join(line.rstrip() for line in text.split("\n")).strip("\n"), tuple(attachments))


def _read_parts(message: _Part) -> tuple[list[str], list[MailAttachment]]:
    texts: list[str] = []
    attachments: list[MailAttachment] = []
    for part in _leaves(message):
        if _is_text(part):
            texts.append(_text(part))
        else:
            attachments.append(MailAttachment(_file_name(part), part.get_content_type()[:100]))
    return [text for text in texts if text.strip()], attachments


def _leaves(message: _Part) -> Iterator[_Part]:
    """The parts of a message that have no parts, in their order; of alternatives the one that is read."""
    waiting: list[Any] = [message]
    for _ in range(_MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if not part.is_multipart() or part.get_content_maintype() == "message":
            yield part
        elif part.get_content_type() == "multipart/alternative":
            waiting.append(_best(part.get_payload()))
        else:
            waiting += reversed(part.get_payload())
    raise ValueError("too many parts")


def _best(alternatives: list[_Part]) -> _Part:
    """Plain text if there is some; else what comes closest to it."""

    def rank(part: _Part) -> int:
        if part.get_content_type() == "text/plain":
            return 0 if _text(part).strip() else 3
        return 1 if part.get_content_type() == "text/html" else 2

    return min(alternatives, key=rank)


def _is_text(part: _Part) -> bool:
    return (
        # A message of several parts without any is malformed, and its text stands there as it is.
        (part.get_content_type() in _TEXTS or part.get_content_maintype() == "multipart")
        and part.get_content_disposition() != "attachment"
        and not _file_name(part)
    )


def _text(part: _Part) -> str:
    payload = part.get_payload(decode=True)
    text = decode_bytes(payload if isinstance(payload, bytes) else b"", _charset(part))
    if part.get_content_type() != "text/html":
        return text
    if len(text) > _MAX_HTML:
        raise _TooLong
    return to_text(text, markup="html")


def _charset(part: _Part) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):
        return None


def _file_name(part: _Part) -> str:
    try:
        name = part.get_filename("")
    except Exception:  # as above
        name = "file"
    line = clean_line(decode_words(unfold(name)), 200) if name else ""
    return clean_line(mask_addresses(line, words=True), 200)
