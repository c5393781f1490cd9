"""Numbers of samples: a share with its sample size and its interval, and which groups are too small to be told of."""

from collections.abc import Sequence
from math import sqrt

from attrs import frozen

_Z = 1.96
"""The standard normal quantile of a two-sided 95 % interval."""


@frozen
class Share:
    """A share of a sample, with its 95 % interval.

    Attributes:
        hits: How many.
        n: Of how many: the sample size, 1 or more.
        value: `hits / n`, 0 to 1.
        low: The lower end of the interval, 0 to 1.
        high: The upper end, 0 to 1.
    """

    hits: int
    n: int
    value: float
    low: float
    high: float


def share_of(hits: int, n: int) -> Share | None:
    """A share with its Wilson score interval, which holds for small samples and shares near 0 or 1, too.

    Centre `(p + z^2/2n) / (1 + z^2/n)`, half-width `z / (1 + z^2/n) * sqrt(p(1-p)/n + z^2/4n^2)`, with z = 1.96. The
    lower end rises with the share and with the sample, so a few lucky votes prove little.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22(158), 1927, 209-212.

    Args:
        hits: How many, 0 to `n`.
        n: Of how many.

    Returns:
        The share; None where `n` is 0, which says nothing.
    """
    if n == 0:
        return None
    p, spread = hits / n, _Z * _Z / n
    centre = (p + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(p * (1 - p) / n + spread / (4 * n))
    low = centre - half if hits else 0.0  # without rounding where an end is known
    high = centre + half if hits < n else 1.0
    return Share(hits, n, p, max(low, 0.0), min(high, 1.0))


def hidden_groups(sizes: Sequence[int], *, threshold: int, has_total: bool = True) -> frozenset[int]:
    """The groups of which nothing is told, since they are so small that it would tell of single people.

    A hidden group could still be computed as the total less the others; so the smallest of the others are hidden too,
    until the hidden ones stand for at least `threshold` people together. Groups of nobody hide nothing.

    Args:
        sizes: How many people each group has.
        threshold: How many a group needs to be told of (k-anonymity).
        has_total: Whether the total over all groups is told.

    Returns:
        Their places among the sizes.
    """
    hidden = {place for place, size in enumerate(sizes) if 0 < size < threshold}
    others = sorted((size, place) for place, size in enumerate(sizes) if size >= threshold)
    while hidden and has_total and others and sum(sizes[place] for place in hidden) < threshold:
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)
