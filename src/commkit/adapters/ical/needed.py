"""The properties of a VEVENT that an event needs; the others cost time, and are not read."""

import re
from collections import Counter
from collections.abc import Iterator

from commkit.adapters.ical.raw_components import RawComponent
from commkit.events.recurrence.policy import MAX_DATES
from commkit.events.rrules.policy import MAX_RRULE_LENGTH
from commkit.runtime.model.errors import Invalid

_TEXTS = (
    "UID",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "STATUS",
    "SEQUENCE",
    "DTSTAMP",
    "LAST-MODIFIED",
)
_TIMES = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "EXRULE")
_DATES = ("RDATE", "EXDATE")
_INVALID = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_MAX_LINE = 100_000
_MAX_TIME = 1_000


def needed_text(raw: RawComponent) -> str:
    """The text of a VEVENT with the properties that are read, and without the components inside it.

    Raises:
        Invalid: A property is too long, lists too many dates, or is given too often.
    """
    return "\r\n".join(("BEGIN:VEVENT", *_needed(raw.lines), "END:VEVENT", ""))


def _needed(lines: tuple[str, ...]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    dates: Counter[str] = Counter()
    for line in _own_lines(lines):
        name = line.replace(";", ":", 1).partition(":")[0].strip().upper()
        if name in _DATES:
            dates[name] += line.count(",") + 1
            if dates[name] > MAX_DATES:
                raise Invalid.field(name, "too_many", f"it lists more than {MAX_DATES} dates")
        elif name in _TIMES:
            most = MAX_RRULE_LENGTH + 100 if name == "RRULE" else _MAX_TIME
            if len(line) > most:
                raise Invalid.field(name, "too_long", "it is longer than such a property can be")
        elif name not in _TEXTS or counts[name]:
            continue
        counts[name] += 1
        if counts[name] > MAX_DATES:
            raise Invalid.field(name, "several", "it is given several times")
        yield line[:_MAX_LINE]


def uid_of(raw: RawComponent) -> str:
    """The UID of a component that may be no event, or a broken one; empty where it has none."""
    for line in _own_lines(raw.lines):
        head, _, value = line.partition(":")
        if head.partition(";")[0].strip().upper() == "UID":
            return " ".join(_INVALID.sub(" ", value[:_MAX_TIME]).split())[:255]
    return ""


def _own_lines(lines: tuple[str, ...]) -> Iterator[str]:
    """The lines of the component itself, without its BEGIN and END."""
    depth = 0
    for line in lines[1:-1]:
        word = line.partition(":")[0].strip().upper()
        if word == "BEGIN":
            depth += 1
        elif word == "END":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield line
