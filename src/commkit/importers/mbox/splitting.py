"""Where one message of an mbox ends and the next begins: one message at a time is in memory.

A message begins with a line `From `, at the begin of the file or behind an empty line, with a digit, and with a header
in the next line; or anywhere with a whole date as mail servers write it. What begins with `>From ` in a text was
quoted by the writer of the mbox, and loses one `>` (mboxo, mboxrd). Where a `Content-Length` leads exactly to the next
message, it decides (mboxcl, mboxcl2).
"""

import re
from collections.abc import Iterator
from typing import Protocol

from attrs import frozen

MAX_MESSAGE = 25 * 1024 * 1024
"""Bytes of a message that is imported, with its attachments."""

_PIECE = 64 * 1024
_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]{0,20}:|>?From ")
_DATED = re.compile(
    rb"From \S.{0,300}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    rb"+[0-9]{1,2}|[0-9]{1,2} [JFMASOND][a-z]{2}).{0,60}[0-9]{4}"
)
_QUOTED = re.compile(rb">{1,100}From ")
_LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*([0-9]{1,9})[ \t]*\r?$")
_WRONG_LENGTHS = 3
"""How often a `Content-Length` may be wrong in a file before it is not looked at any more."""


class LineSource(Protocol):
    """Where lines come from."""

    def read(self, size: int) -> bytes:
        """At most so many bytes."""
        ...

    def readline(self, size: int) -> bytes:
        """The rest of a line, at most so many bytes."""
        ...


@frozen
class RawMessage:
    """A message as it stands in the file.

    Attributes:
        data: Its bytes, without the line `From `.
        reason: Why it is no message that can be read: `too large`, `no message`; empty where it can.
    """

    data: bytes
    reason: str = ""


def split_messages(source: LineSource) -> Iterator[RawMessage]:
    """The messages of an mbox. What stands before the first one is one that is no message.

    Whatever the source raises ends it; the message that was being read then is not yielded.
    """
    return _Splitter(source).messages()


class _Splitter:
    def __init__(self, source: LineSource) -> None:
        self._source = source
        self._back = b""
        """What was read ahead."""
        self._at = 0
        """How much of that was read again."""
        self._wrong_lengths = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._begun = False
        """Whether a line `From ` was read."""

    def messages(self) -> Iterator[RawMessage]:
        line_start, after_blank, in_header = True, True, False
        while piece := self._readline():
            if line_start and piece.startswith(b"From ") and self._separates(piece, after_blank=after_blank):
                yield from self._finish()
                self._begun = in_header = True
                self._skip_rest(piece)
                line_start, after_blank = True, False
                continue
            blank = line_start and not piece.strip(b"\r\n")
            if line_start and not in_header and _QUOTED.match(piece):
                piece = piece[1:]
            self._add(piece)
            if blank and in_header:
                in_header = False
                blank = self._read_body() or blank
            line_start = piece.endswith(b"\n")
            after_blank = blank
        yield from self._finish()

    def _finish(self) -> Iterator[RawMessage]:
        data, too_large = b"".join(self._parts), self._size > MAX_MESSAGE
        visible = too_large or bool(data.strip())
        self._parts, self._size = [], 0
        if self._begun:
            yield RawMessage(data, "too large" if too_large else "" if visible else "no message")
        elif visible:
            yield RawMessage(b"", "no message")

    def _add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > MAX_MESSAGE:
            self._parts = []
        else:
            self._parts.append(piece)

    def _separates(self, line: bytes, *, after_blank: bool) -> bool:
        dated = _DATED.match(line) is not None
        if not dated and not (after_blank and any(digit in line for digit in b"0123456789")):
            return False
        rest = b"" if line.endswith(b"\n") else self._readline()
        following = self._readline()
        self._unread(rest + following)
        return _HEADER.match(following) is not None or (not following and dated)

    def _skip_rest(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._readline()

    def _read_body(self) -> bool:
        """Read the body by its `Content-Length`, if that leads to the end or to the next message."""
        match = _LENGTH.search(b"".join(self._parts)) if self._begun else None
        length = int(match[1]) if match else 0
        if not 0 < length <= MAX_MESSAGE or self._wrong_lengths >= _WRONG_LENGTHS:
            return False
        body = self._read(length)
        ahead = self._readline()
        if ahead.strip(b"\r\n"):
            skipped = b""
        else:
            skipped, ahead = ahead, self._readline()
        if len(body) == length and (not ahead or ahead.startswith(b"From ")):
            self._unread(ahead)
            self._add(body)
            return True
        self._unread(body + skipped + ahead)
        self._wrong_lengths += 1
        return False

    def _unread(self, data: bytes) -> None:
        self._back, self._at = data + self._back[self._at :], 0

    def _read(self, size: int) -> bytes:
        taken = self._back[self._at : self._at + size]
        self._at += len(taken)
        return taken + (self._source.read(size - len(taken)) if len(taken) < size else b"")

    def _readline(self) -> bytes:
        if self._at >= len(self._back):
            self._back, self._at = b"", 0
            return self._source.readline(_PIECE)
        end = self._back.find(b"\n", self._at, self._at + _PIECE) + 1
        line = self._back[self._at : end or self._at + _PIECE]
        self._at += len(line)
        return line if end or len(line) == _PIECE else line + self._source.readline(_PIECE - len(line))
