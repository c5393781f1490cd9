"""How messages of a log become the records of importers."""

from collections.abc import Sequence
from datetime import datetime

from commkit.importers.conversation_batches import digest
from commkit.importers.irc.logs import LogLine
from commkit.importers.irc.people import find_people, fold_nick
from commkit.importers.irc.threads import Place
from commkit.importers.plain_text import TITLE_LENGTH, clean_line, plain_to_html
from commkit.importers.records import ExternalMember, ExternalPost
from commkit.members import NAME_LENGTH
from commkit.redaction import mask_addresses

_QUOTE_LENGTH = 200


class LogReader:
    """Reads the messages of one log.

    Args:
        source: The name of the source, a prefix of the keys of members.
        stem: The name of the log.
        lines: Its lines.
        times: The times of its messages.
        places: Their places in threads.
    """

    def __init__(
        self,
        source: str,
        stem: str,
        lines: Sequence[LogLine],
        times: dict[int, datetime],
        places: dict[int, Place],
    ) -> None:
        self._source = source
        self._lines = lines
        self._times = times
        self._places = places
        self._people = find_people(lines)
        self._names: dict[str, str] = {}
        first = lines[0]
        # The folder may be another one in the next export, so a log is known by its name and its first line.
        self._id = digest(stem, first.reason, str(first.minute), first.nick, first.text)[:24]
        for line in lines:
            if not line.reason:
                self._names.setdefault(fold_nick(line.nick), line.nick)

    def member(self, line: LogLine) -> ExternalMember:
        """Who wrote a message."""
        nick = self._nick(line)
        id = digest(nick)
        return ExternalMember(
            external_id=id,
            key=f"{self._source}:{id}",
            name=clean_line(mask_addresses(self._names.get(nick, line.nick)), NAME_LENGTH) or "nobody",
            joined_at=self._times[line.number],
        )

    def post(self, line: LogLine) -> ExternalPost:
        """The post of a message."""
        place = self._places[line.number]
        text = _spoken(line)
        quotes = "".join(self._quote(number) for number in place.references)
        return ExternalPost(
            external_id=self._external_id(line.number),
            author=digest(self._nick(line)),
            body=f"{quotes}{plain_to_html(text)}",
            markup="html",
            created_at=self._times[line.number],
            parent=None if place.parent is None else self._external_id(place.parent),
            title=clean_line(text, TITLE_LENGTH) if place.parent is None else "",
        )

    def _quote(self, number: int) -> str:
        """What a message answers beside its parent, so that readers see it."""
        line = self._lines[number]
        said = _spoken(line) if line.action else f"<{line.nick}> {_spoken(line)}"
        return f"<blockquote>{plain_to_html(clean_line(said, _QUOTE_LENGTH))}</blockquote>"

    def _nick(self, line: LogLine) -> str:
        nick = fold_nick(line.nick)
        return self._people.get(nick, nick)

    def _external_id(self, number: int) -> str:
        return f"{self._id}:{number}"


def _spoken(line: LogLine) -> str:
    text = mask_addresses(line.text)
    return f"* {line.nick} {text}" if line.action else text
