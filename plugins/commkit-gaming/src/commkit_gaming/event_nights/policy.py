"""How streaks are counted."""

from collections.abc import Iterable
from enum import Enum

MOST_NIGHTS = 400
"""Of how many nights, the latest ones, streaks are counted."""


class Night(Enum):
    """What a member made of one night."""

    ATTENDED = "attended"
    EXCUSED = "excused"
    """They declined before it began."""
    MISSED = "missed"


def streaks_of(nights: Iterable[Night], *, most_excused: int) -> tuple[int, int]:
    """The current and the longest streak.

    A streak is a run of nights that were attended; nights that were cancelled are none. An excused night neither breaks
    it nor counts, as long as there are not more than `most_excused` of them between two attended ones.

    Args:
        nights: What the member made of the nights that took place, in the order of time.
        most_excused: How many excused nights in a row a streak outlasts.
    """
    current = longest = excused = 0
    for night in nights:
        if night is Night.ATTENDED:
            current, excused = current + 1, 0
            longest = max(longest, current)
        elif night is Night.EXCUSED:
            excused += 1
        if night is Night.MISSED or excused > most_excused:
            current = excused = 0
    return current, longest
