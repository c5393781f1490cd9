"""The parts of an .ics file, cut out of its lines, so that one that is broken spoils no other and none is too large.

The library that reads calendars takes a file whole or not at all. So a file is cut here into the parts that stand
directly in a VCALENDAR, and each is read by itself.
"""

import re
from collections.abc import Iterator

from attrs import frozen

MAX_COMPONENTS = 2_000
"""Parts of a file that are looked at; files of real calendars are cut by years or hold some hundred."""
MAX_COMPONENT_LENGTH = 256 * 1024
"""Characters of a part, unfolded."""
MAX_FILE_BYTES = 8 * 1024 * 1024
"""Bytes of a file."""
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARK = re.compile(r"(BEGIN|END)\s*:\s*([^\s:;]*)\s*", re.IGNORECASE)


@frozen
class RawComponent:
    """A component that stands directly in a VCALENDAR.

    Attributes:
        name: `VEVENT`, `VTIMEZONE`, `VTODO`...
        lines: Its lines, unfolded, with those of the components within it.
        method: The METHOD of its calendar.
        complete: Whether it ends.
        too_large: Whether some of it was left out, since it is larger than a part can be.
    """

    name: str
    lines: tuple[str, ...]
    method: str
    complete: bool = True
    too_large: bool = False

    @property
    def text(self) -> str:
        """Its lines as a text."""
        return "\r\n".join(self.lines) + "\r\n"


def decode_text(data: bytes) -> str:
    """The text of a file: UTF-8 by the standard; what is none of it becomes replacement characters."""
    for mark, coding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(coding, errors="replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")


def split_components(text: str) -> Iterator[RawComponent]:
    """The parts of every calendar in a text, in order; what stands outside of a calendar is a part as well."""
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
            # One that ends what never began ends what is open: somebody mistyped a name.
            name = inside.pop() if mark[2].upper() in (inside[-1], "") or len(inside) == 1 else inside[-1]
            if not inside:
                yield RawComponent(name, tuple(lines), method, too_large=size > MAX_COMPONENT_LENGTH)
    if inside:
        yield RawComponent(
            inside[0], tuple(lines), method, complete=False, too_large=size > MAX_COMPONENT_LENGTH
        )
