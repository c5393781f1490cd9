"""The lines of a log of IRC: `[hh:mm] <nick> text`, `[hh:mm] * nick does`, and `=== ` lines of the system."""

import re

from attrs import frozen

from commkit.importers.plain_text import clean_text
from commkit.importers.streams import ExportStream, GuardedReader

MAX_LINE = 16 * 1024
"""Bytes of a line that is imported. A line of IRC itself has 512."""
MAX_LINES = 200_000
"""Lines of a log that are imported; the busiest channels have about 30,000 a day."""
MAX_CHARACTERS = 64 * 1024 * 1024
"""Bytes of a log that are imported."""

_PIECE = 1024 * 1024
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


def read_log(stream: ExportStream) -> tuple[list[LogLine], int]:
    """The lines of a log, each of which is counted, whatever it holds; and how many more there are.

    Raises:
        StreamDamaged: The file cannot be read any further.
    """
    lines: list[LogLine] = []
    left = MAX_CHARACTERS
    with stream.open() as file:
        while len(lines) < MAX_LINES and left >= 0 and (line := file.readline(MAX_LINE)):
            if _is_whole(line, file):
                lines.append(parse_line(len(lines), decode(line)))
                left -= len(line)
            else:
                lines.append(LogLine(len(lines), "line too long"))
        return lines, _count_rest(file)


def _is_whole(line: bytes, file: GuardedReader) -> bool:
    """Whether a line was read to its end; else the rest of it is skipped."""
    if len(line) < MAX_LINE or line.endswith(b"\n"):
        return True
    while not line.endswith(b"\n") and (rest := file.readline(_PIECE)):
        line = rest
    return False


def _count_rest(file: GuardedReader) -> int:
    lines, last = 0, b"\n"
    while piece := file.read(_PIECE):
        lines += piece.count(b"\n")
        last = piece[-1:]
    return lines + (last != b"\n")


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
