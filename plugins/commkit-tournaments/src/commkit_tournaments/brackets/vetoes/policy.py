"""Who bans and picks which map, in which order; no database.

Sides take turns, the first side of the match first. Bans come before and behind the picks, about as many each; a match
of several games picks all but the last, and what is left is the last one.
"""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen


class VetoAction(StrEnum):
    """What is done with a map."""

    BAN = "ban"
    """It is not played."""
    PICK = "pick"
    """It is played."""


@frozen
class Turn:
    """Whose turn it is, and for what.

    Attributes:
        side: 0 for the first side of the match, 1 for the second.
        action: What it does.
    """

    side: int
    action: VetoAction


def turns(maps: int, best_of: int) -> list[Turn]:
    """All turns until the maps of a match are known.

    Args:
        maps: How many maps there are to choose from, `best_of` or more.
        best_of: How many games are played at most.
    """
    bans = maps - best_of
    first = min(bans, 2 * -(-bans // 4)) if best_of > 1 else bans
    actions = [
        *[VetoAction.BAN] * first,
        *[VetoAction.PICK] * (best_of - 1),
        *[VetoAction.BAN] * (bans - first),
    ]
    return [Turn(number % 2, action) for number, action in enumerate(actions)]


def played_maps(
    maps: Sequence[str], best_of: int, chosen: Sequence[tuple[VetoAction, str]]
) -> tuple[str, ...]:
    """The maps in the order in which they are played, as far as they are known.

    Args:
        maps: The maps to choose from.
        best_of: How many games are played at most.
        chosen: What was banned and picked so far.
    """
    picked = tuple(name for action, name in chosen if action is VetoAction.PICK)
    if len(chosen) < len(turns(len(maps), best_of)):
        return picked
    taken = {name for _, name in chosen}
    return (*picked, *(name for name in maps if name not in taken))
