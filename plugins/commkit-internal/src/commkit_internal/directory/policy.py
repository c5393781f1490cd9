"""How names are searched for, and who leads somebody."""

from collections.abc import Iterable

from commkit import MemberId
from commkit.members import name_key

WORDS = 5
"""Words of a search that are looked for."""
ESCAPE = "/"
"""The sign ahead of a sign of a pattern that stands for itself."""


def name_patterns(text: str) -> dict[str, str]:
    """The parameters `word_0` and on: a pattern for each word of a search, and one that fits all for those not given.

    Args:
        text: What is searched for.
    """
    words = name_key(text).split()[:WORDS]
    patterns = [f"%{_escaped(word)}%" for word in words]
    return {f"word_{number}": pattern for number, pattern in enumerate((*patterns, *["%"] * WORDS)[:WORDS])}


def manager_of(member: MemberId, managers: Iterable[MemberId | None]) -> MemberId | None:
    """Who leads somebody: the manager of the nearest unit that they do not lead themselves.

    Args:
        member: Who is led.
        managers: Those of the unit that they are in, and of the units above it, upwards.
    """
    return next((manager for manager in managers if manager not in (None, member)), None)


def _escaped(word: str) -> str:
    for sign in (ESCAPE, "%", "_"):
        word = word.replace(sign, ESCAPE + sign)
    return word
