"""The components of an .ics file, split before parsing, so that a broken one spoils no other and none is too large.

The icalendar library reads a whole file or none of it. So a file is split here into the components directly inside a
VCALENDAR, and each of them is parsed by itself.
"""

import re
from collections.abc import Iterator

from attrs import frozen

MAX_COMPONENTS = 2_000
"""Components of a file that are read; real calendars are split by years, or have some hundreds."""
MAX_COMPONENT_LENGTH = 256 * 1024
"""Characters of a component, unfolded."""
MAX_FILE_BYTES = 8 * 1024 * 1024
"""Bytes of a file that is read."""
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARK = re.compile(r"(BEGIN|END)\s*:\s*([^\s:;]*)\s*", re.IGNORECASE)


@frozen
class RawComponent:
    """A component directly inside a VCALENDAR.

    Attributes:
        name: `VEVENT`, `VTIMEZONE`, `VTODO`...
        lines: Its lines, unfolded, with those of the components inside it.
        method: The METHOD of its calendar.
        complete: Whether its END is in the file.
        too_large: Whether lines were left out because it has more than `MAX_COMPONENT_LENGTH` characters.
    """

    name: str
    lines: tuple[str, ...]
    method: str
    complete: bool = True
    too_large: bool = False

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\r\n".join(self.lines) + "\r\n"


def decode_text(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with a byte order mark; malformed bytes become replacement characters."""
    for mark, coding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(coding, errors="replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")


def split_components(text: str) -> Iterator[RawComponent]:
    """The components of all calendars in a text, in order; a component outside of a calendar counts too."""
    inside: list[str] = []
    lines: list[str] = []
    size = 0
    method = ""
    for line in _LINE_END.split(_FOLD.sub("", text)):
        mark = _MARK.fullmatch(line)
        begins = mark is not None and mark[1].upper() == "BEGIN"
        if mark is not None and begins and not inside and mark[2].upper() == "VCALENDAR":
            method = ""
            continue
        if begins and mark is not None:
            if not inside:
                lines, size = [], 0
            inside.append(mark[2].upper())
        elif not inside:
            method = line.partition(":")[2].strip().upper() if line.upper().startswith("METHOD") else method
            continue
        size += len(line) + 2
        if size <= MAX_COMPONENT_LENGTH:
            lines.append(line)
        if mark is not None and not begins:
            # An END without its BEGIN closes the open component: its name is mistyped.
            name = inside.pop() if mark[2].upper() in (inside[-1], "") or len(inside) == 1 else inside[-1]
            if not inside:
                yield RawComponent(name, tuple(lines), method, too_large=size > MAX_COMPONENT_LENGTH)
    if inside:
        yield RawComponent(
            inside[0], tuple(lines), method, complete=False, too_large=size > MAX_COMPONENT_LENGTH
        )
