"""The components of an .ics file, split before parsing, so that a broken one spoils no other and none is too large.

The icalendar library reads a whole file or none of it. So a file is split here into the components directly inside a
VCALENDAR, and each of them is parsed by itself.
"""

import re
from collections.abc import Iterator

from attrs import evolve, frozen

MAX_COMPONENTS = 2_000
"""Components of a file that are read; real calendars are split by years, or have some hundreds."""
MAX_COMPONENT_LENGTH = 256 * 1024
"""Characters of a component, unfolded."""
MAX_FILE_BYTES = 8 * 1024 * 1024
"""Bytes of a file that is read."""
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_FOLD_BYTES = re.compile(_FOLD.pattern.encode())
_LINE_END = re.compile(r"\r\n|\n|\r")
_ABOUT = ("METHOD", "X-WR-TIMEZONE")
"""What is read of a calendar itself."""
_MARK = re.compile(r"(BEGIN|END)\s*:\s*([^\s:;]*)\s*", re.IGNORECASE)


@frozen
class RawComponent:
    """A component directly inside a VCALENDAR.

    Attributes:
        name: `VEVENT`, `VTIMEZONE`, `VTODO`...
        lines: Its lines, unfolded, with those of the components inside it.
        method: The METHOD of its calendar.
        time_zone: The X-WR-TIMEZONE of its calendar: that of times without one.
        complete: Whether its END is in the file.
        too_large: Whether lines were left out because it has more than `MAX_COMPONENT_LENGTH` characters.
    """

    name: str
    lines: tuple[str, ...]
    method: str = ""
    time_zone: str = ""
    complete: bool = True
    too_large: bool = False

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\r\n".join(self.lines) + "\r\n"


def decode_text(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with a byte order mark; malformed bytes become replacement characters.

    Lines are unfolded before, as RFC 5545, section 3.1, asks for: a fold may stand inside of a character.
    """
    for mark, coding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(coding, errors="replace")
    return _FOLD_BYTES.sub(b"", data.removeprefix(b"\xef\xbb\xbf")).decode(errors="replace")


def split_components(text: str) -> Iterator[RawComponent]:
    """The components of all calendars in a text, in order; a component outside of a calendar counts too."""
    for calendar in _split_calendars(text):
        # What a calendar says of itself may stand after its events.
        about = dict(one for one in calendar if isinstance(one, tuple))
        for one in calendar:
            if isinstance(one, RawComponent):
                yield evolve(
                    one, method=about.get("METHOD", "").upper(), time_zone=about.get("X-WR-TIMEZONE", "")
                )


def _split_calendars(text: str) -> Iterator[list[RawComponent | tuple[str, str]]]:
    """For each calendar of a text its components, and what it says of itself: pairs of a name and a value."""
    found: list[RawComponent | tuple[str, str]] = []
    inside: list[str] = []
    lines: list[str] = []
    size = 0
    for line in _LINE_END.split(_FOLD.sub("", text)):
        mark = _MARK.fullmatch(line)
        begins = mark is not None and mark[1].upper() == "BEGIN"
        if mark is not None and begins:
            if not inside and mark[2].upper() == "VCALENDAR":
                yield found
                found = []
                continue
            if not inside:
                lines, size = [], 0
            inside.append(mark[2].upper())
        elif not inside:
            found += _about(line)
            continue
        size += len(line) + 2
        if size <= MAX_COMPONENT_LENGTH:
            lines.append(line)
        if mark is not None and not begins:
            # An END without its BEGIN closes the open component: its name is mistyped.
            name = inside.pop() if mark[2].upper() in (inside[-1], "") or len(inside) == 1 else inside[-1]
            if not inside:
                found.append(RawComponent(name, tuple(lines), too_large=size > MAX_COMPONENT_LENGTH))
    if inside:
        cut_off = RawComponent(inside[0], tuple(lines), complete=False, too_large=size > MAX_COMPONENT_LENGTH)
        found.append(cut_off)
    yield found


def _about(line: str) -> list[tuple[str, str]]:
    """What a line outside of components says of its calendar."""
    head, _, value = line.partition(":")
    name = head.partition(";")[0].strip().upper()
    return [(name, value.strip()[:255])] if name in _ABOUT else []
