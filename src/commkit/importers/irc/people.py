"""Who wrote a line: nicks that were changed into each other in one log are one person.

Only in one log: over years people share nicks. In 46 logs of #ubuntu (2004 to 2017), what all nick changes together
connect are groups of up to 17 nicks, by `guest31423`, `ubuntu` and `root`.
"""

from collections.abc import Iterable

from commkit.importers.irc.logs import LogLine


def find_people(lines: Iterable[LogLine]) -> dict[str, str]:
    """The nick under which a person is known, by each of the nicks that were changed in a log, all folded.

    A person is known by the nick that they wrote the most lines with; by the first of these in the log, where there
    are several.
    """
    groups: dict[str, str] = {}
    written: dict[str, int] = {}

    def find(nick: str) -> str:
        while (above := groups.setdefault(nick, nick)) != nick:
            groups[nick] = groups[above]
            nick = above
        return nick

    for line in lines:
        if line.new_nick:
            groups[find(fold_nick(line.new_nick))] = find(fold_nick(line.nick))
        elif not line.reason:
            nick = fold_nick(line.nick)
            written[nick] = written.get(nick, 0) + 1
    known: dict[str, str] = {}
    for nick, count in written.items():  # in the order of their first lines
        if nick in groups and count > written.get(known.get(find(nick), ""), 0):
            known[find(nick)] = nick
    return {nick: known.get(find(nick), nick) for nick in groups}


def fold_nick(nick: str) -> str:
    r"""A nick as servers compare them: `[]\~` are the capital letters of `{}|^` (RFC 2812, section 2.2)."""
    return nick.casefold().translate(_RFC2812)


_RFC2812 = str.maketrans("[]\\~", "{}|^")
