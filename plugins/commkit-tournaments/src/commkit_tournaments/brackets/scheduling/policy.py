"""When and at which station matches are played; no database.

Each match begins as early as it can: when a station is free, when its sides are, and behind the matches that decide who
its sides are.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import heapreplace

from attrs import Factory, define, frozen

from commkit_tournaments.brackets.records import BracketMatch, Placed, Source


@frozen
class Slot:
    """When and where a match is played.

    Attributes:
        station: The number of the station, from 1.
        at: When it begins.
    """

    station: int
    at: datetime


@define
class _Busy:
    """Until when everything is taken, as matches get their slots.

    Attributes:
        start: When the first match may begin.
        pause: How long an entrant rests at least between two matches.
        ends: When matches end, by key.
        sides: When entrants are free.
        groups: When the last match of a group ends.
    """

    start: datetime
    pause: timedelta
    ends: dict[str, datetime] = Factory(dict)
    sides: dict[int, datetime] = Factory(dict)
    groups: dict[int, datetime] = Factory(dict)

    def earliest(self, match: BracketMatch) -> datetime:
        """When a match may begin, stations aside."""
        waits: list[datetime] = [self.start]
        for feed in (*match.node.feeds, Source(match.node.reset_of)):
            if isinstance(feed, Source) and feed.match in self.ends:
                waits.append(self.ends[feed.match] + self.pause)
            if isinstance(feed, Placed) and feed.group in self.groups:
                waits.append(self.groups[feed.group] + self.pause)
        waits += [self.sides[side] + self.pause for side in match.sides if side in self.sides]
        return max(waits)

    def take(self, match: BracketMatch, end: datetime) -> None:
        """Keep when a match ends."""
        self.ends[match.node.key] = end
        for side in match.sides:
            if side:
                self.sides[side] = max(self.sides.get(side, end), end)
        if match.node.group:
            self.groups[match.node.group] = max(self.groups.get(match.node.group, end), end)


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
    busy = _Busy(start, pause)
    free = [(start, number) for number in range(1, stations + 1)]  # a heap, and sorted already
    slots: dict[str, Slot] = {}
    for match in matches:
        if match.is_over:
            continue
        free_at, station = free[0]
        at = max(busy.earliest(match), free_at)
        heapreplace(free, (at + length, station))
        slots[match.node.key] = Slot(station, at)
        busy.take(match, at + length)
    return slots
