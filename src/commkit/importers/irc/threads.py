"""Threads of a log: the messages that links connect, as a tree."""

from collections.abc import Sequence

from attrs import frozen

from commkit.importers.irc.annotations import Link
from commkit.importers.irc.logs import LogLine


@frozen
class Place:
    """The place of a message in its thread.

    Attributes:
        parent: The number of the message that it replies to; None where it opens the thread.
        references: The numbers of the other messages that it answers.
    """

    parent: int | None
    references: tuple[int, ...] = ()


def find_places(lines: Sequence[LogLine], links: Sequence[Link]) -> dict[int, Place]:
    """The places of all messages that are in a link, by their numbers.

    A thread is what links connect, in whatever direction. Its first message opens it. Each other message replies to
    the last of the earlier messages that it answers; to the first of the thread, if it answers none.

    Args:
        lines: The lines of a log.
        links: The links; lines that are no messages connect others, but have no place.
    """
    groups = _connect(links)
    answered: dict[int, list[int]] = {}
    for earlier, later in links:
        if earlier != later and not lines[earlier].reason:
            answered.setdefault(later, []).append(earlier)
    openers: dict[int, int] = {}
    places: dict[int, Place] = {}
    for number in sorted(groups):
        if lines[number].reason:
            continue
        opener = openers.setdefault(_find(groups, number), number)
        others = sorted(answered.get(number, ()))
        parent = max((other for other in others if other < number), default=opener)
        rest = tuple(other for other in others if other != parent)
        places[number] = Place(None if number == opener else parent, rest)
    return places


def _connect(links: Sequence[Link]) -> dict[int, int]:
    groups: dict[int, int] = {}
    for earlier, later in links:
        one, other = _find(groups, earlier), _find(groups, later)
        groups[max(one, other)] = min(one, other)
    return groups


def _find(groups: dict[int, int], number: int) -> int:
    while (above := groups.setdefault(number, number)) != number:
        groups[number] = groups[above]
        number = above
    return number
