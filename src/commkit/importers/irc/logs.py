"""The lines of a log of IRC: `[hh:mm] <nick> text`, `[hh:mm] * nick does`, and `=== ` lines of the system."""

import re
from collections.abc import Iterator

from attrs import frozen

from commkit.importers.plain_text import clean_text
from commkit.importers.streams import ExportStream, StreamDamaged

MAX_LINE = 16 * 1024
"""Bytes of a line that is imported. A line of IRC itself has 512."""

_TIMED = re.compile(r"\[([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?\] {1,3}(.*)", re.DOTALL)
_SAID = re.compile(r"<[ @+%&~]?([^<>]{1,100})> ?(.*)", re.DOTALL)
_DONE = re.compile(r"\* ([^\s<>]{1,100})(?: (.*))?", re.DOTALL)
_RENAMED = re.compile(r"=== (\S.{0,99}?) {1,3}is now known as (\S{1,100})\s*")
_SYSTEM = (
    ("nick change", re.compile(r"=== .{1,120}? is now known as ")),
    ("join", re.compile(r"=== .{1,300}? has joined ")),
    ("part", re.compile(r"=== .{1,300}? has (?:left|quit|parted)\b")),
    ("mode", re.compile(r"=== mode/")),
)
_FORMATS = re.compile("\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|\x04[0-9A-Fa-f]{6}")
"""Colours, which clients write with digits; other formats are single control characters."""


@frozen
class LogLine:
    """A line of a log.

    Attributes:
        number: Its number, from 0.
        reason: Why it is no message; empty for a message.
        minute: Minutes after midnight; None where it has no time.
        nick: Who wrote it; of a nick change, who changed it.
        new_nick: Of a nick change, the new nick.
        text: What was said or done.
        action: Whether it says what the writer does.
    """

    number: int
    reason: str = ""
    minute: int | None = None
    nick: str = ""
    new_nick: str = ""
    text: str = ""
    action: bool = False


def read_lines(stream: ExportStream) -> Iterator[LogLine]:
    """The lines of a log, each of which is counted, whatever it holds.

    Raises:
        StreamDamaged: The file cannot be read any further.
    """
    number = 0
    with stream.open() as file:
        while line := file.readline(MAX_LINE):
            whole = len(line) < MAX_LINE or line.endswith(b"\n")
            while not whole and (rest := file.readline(MAX_LINE)):
                whole = rest.endswith(b"\n")
                line = b""
            yield parse_line(number, decode(line)) if line else LogLine(number, "line too long")
            number += 1


def decode(line: bytes) -> str:
    """The text of a line; one that is not UTF-8 is read as Windows-1252, as clients of that time wrote it."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def parse_line(number: int, line: str) -> LogLine:
    """What a line says.

    Args:
        number: Its number, from 0.
        line: The line, with or without its end.
    """
    line = line.rstrip("\r\n").removeprefix("\ufeff")
    if line.startswith("==="):
        return _system_line(number, line)
    if not (timed := _TIMED.fullmatch(line)):
        return LogLine(number, "malformed line" if line.strip() else "empty line")
    minute = int(timed[1]) * 60 + int(timed[2])
    if said := _SAID.fullmatch(timed[3]):
        return _message(number, minute, said, action=False)
    if done := _DONE.fullmatch(timed[3]):
        return _message(number, minute, done, action=True)
    if timed[3].startswith("==="):
        return _system_line(number, timed[3], minute)
    return LogLine(number, "malformed line", minute)


def _message(number: int, minute: int, match: re.Match[str], *, action: bool) -> LogLine:
    nick = " ".join(clean_text(match[1]).split())
    text = clean_text(_FORMATS.sub("", match[2] or "")).strip()
    reason = "" if nick and text else "no text"
    return LogLine(number, reason, minute, nick=nick, text=" ".join(text.split("\n")), action=action)


def _system_line(number: int, line: str, minute: int | None = None) -> LogLine:
    if renamed := _RENAMED.fullmatch(line):
        return LogLine(number, "nick change", minute, nick=renamed[1], new_nick=renamed[2])
    reason = next((name for name, pattern in _SYSTEM if pattern.match(line)), "system line")
    return LogLine(number, reason, minute)


__all__ = ["MAX_LINE", "LogLine", "StreamDamaged", "decode", "parse_line", "read_lines"]
