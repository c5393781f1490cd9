"""The formulas of shares, and which small groups are not shown; no database."""

from collections.abc import Mapping
from math import sqrt

from commkit_support.numbers.records import Share

SMALLEST_GROUP = 5
"""Fewer people than this are not told about (k-anonymity)."""
_Z = 1.96


def share_of(hits: int, n: int) -> Share | None:
    """A share with its Wilson score interval, which holds for small samples and shares near 0 or 1, too.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22 (1927), 209-212: centre `(p + z^2/2n) / (1 + z^2/n)`, half-width
    `z / (1 + z^2/n) * sqrt(p(1-p)/n + z^2/4n^2)`, with z = 1.96.

    Args:
        hits: How many.
        n: Of how many.

    Returns:
        The share; None where n is 0.
    """
    if not n:
        return None
    p, z2 = hits / n, _Z**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Share(hits, n, p, max(centre - half, 0.0), min(centre + half, 1.0))


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
