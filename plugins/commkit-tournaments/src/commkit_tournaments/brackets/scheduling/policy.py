"""When and at which station matches are played; no database.

Each match begins as early as it can: when a station is free, when its sides are, and behind the matches that decide who
its sides are.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heapify, heapreplace

from attrs import frozen

from commkit_tournaments.brackets.records import BracketMatch, Placed, Source, Stage


@frozen
class Slot:
    """When and where a match is played.

    Attributes:
        station: The number of the station, from 1.
        at: When it begins.
    """

    station: int
    at: datetime


def plan(
    matches: Sequence[BracketMatch],
    *,
    start: datetime,
    length: timedelta,
    stations: int,
    pause: timedelta = timedelta(),
) -> dict[str, Slot]:
    """The slots of all matches that are still to be played, byes left out.

    Args:
        matches: All matches, in an order in which they can be played.
        start: When the first one may begin.
        length: How long a match and its change take.
        stations: How many matches may be played at once.
        pause: How long an entrant rests at least between two matches.
    """
    ends: dict[str, datetime] = {}
    free_sides: dict[int, datetime] = {}
    groups_end: dict[int, datetime] = {}
    rounds_end = start
    stations_free = [(start, number) for number in range(1, stations + 1)]
    heapify(stations_free)
    slots: dict[str, Slot] = {}
    swiss_round = 0
    for match in matches:
        node = match.node
        if node.stage is Stage.TABLE and node.key.startswith("S") and node.round != swiss_round:
            swiss_round, rounds_end = node.round, max(ends.values(), default=start)
        if match.is_over:
            continue
        earliest = max(
            [
                rounds_end if node.stage is Stage.TABLE and node.key.startswith("S") else start,
                *(_known_from(feed, ends, groups_end, pause) or start for feed in node.feeds),
                *(free_sides[side] + pause for side in match.sides if side and side in free_sides),
                *([ends[node.reset_of] + pause] if node.reset_of in ends else []),
            ]
        )
        free, station = stations_free[0]
        at = max(earliest, free)
        heapreplace(stations_free, (at + length, station))
        slots[node.key] = Slot(station, at)
        ends[node.key] = at + length
        for side in match.sides:
            if side:
                free_sides[side] = max(free_sides.get(side, at), at + length)
        if node.group:
            groups_end[node.group] = max(groups_end.get(node.group, at), at + length)
    return slots


def _known_from(
    feed: object, ends: Mapping[str, datetime], groups_end: Mapping[int, datetime], pause: timedelta
) -> datetime | None:
    if isinstance(feed, Source) and feed.match in ends:
        return ends[feed.match] + pause
    if isinstance(feed, Placed):
        return groups_end[feed.group] + pause if feed.group in groups_end else None
    return None


def clashes(
    matches: Iterable[BracketMatch], slots: Mapping[str, Slot], length: timedelta
) -> list[tuple[str, str]]:
    """Pairs of matches that have an entrant or a station at the same time.

    Args:
        matches: The matches.
        slots: When and where they are played.
        length: How long a match takes.
    """
    timed = sorted(
        (
            (slots[match.node.key], match.node.key, {side for side in match.sides if side})
            for match in matches
            if match.node.key in slots
        ),
        key=lambda each: (each[0].at, each[1]),
    )
    found = []
    for index, (slot, key, sides) in enumerate(timed):
        for other, other_key, other_sides in timed[index + 1 :]:
            if other.at >= slot.at + length:
                break
            if slot.station == other.station or sides & other_sides:
                found.append((key, other_key))
    return found
