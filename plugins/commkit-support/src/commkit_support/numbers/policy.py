"""Which small groups are not shown; no database."""

from collections.abc import Mapping

SMALLEST_GROUP = 5
"""Fewer people than this are not told about (k-anonymity)."""


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """The groups that may be shown beside their total.

    A group under `SMALLEST_GROUP` is not shown. It could be computed as the total less the shown ones, so the smallest
    of these are left out, too, until those that are not shown stand for that many people together.

    Args:
        sizes: How many people each group has; empty ones are shown.
    """
    hidden = {name for name, size in sizes.items() if 0 < size < SMALLEST_GROUP}
    for name in sorted((name for name in sizes if sizes[name] and name not in hidden), key=sizes.__getitem__):
        together = sum(sizes[other] for other in hidden)
        if not hidden or (together >= SMALLEST_GROUP and len(hidden) > 1):
            break
        hidden.add(name)
    return frozenset(sizes) - hidden
