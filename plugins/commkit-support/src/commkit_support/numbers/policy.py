"""Which small groups are not shown; no database."""

from collections.abc import Mapping

from commkit.statistics import hidden_groups

SMALLEST_GROUP = 5
"""Fewer people than this are not told about (k-anonymity)."""


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """The groups that may be shown beside their total; see `commkit.statistics.hidden_groups`.

    Args:
        sizes: How many people each group has; empty ones are shown.
    """
    hidden = hidden_groups(list(sizes.values()), threshold=SMALLEST_GROUP)
    return frozenset(name for place, name in enumerate(sizes) if place not in hidden)
