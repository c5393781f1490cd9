"""How many people carry something; no database."""

from collections.abc import Sequence


def absence_factor(counts: Sequence[int]) -> int | None:
    """The smallest number of people who together make at least half (CHAOSS, contributor absence factor).

    Args:
        counts: What each of them made.

    Returns:
        That number; None where nobody made anything.
    """
    whole, made = sum(counts), 0
    for people, count in enumerate(sorted(counts, reverse=True), start=1):
        made += count
        if whole and 2 * made >= whole:
            return people
    return None
