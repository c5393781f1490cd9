"""Numbers of samples: shares with intervals, medians that count who waits, and groups too small to be told of."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from math import prod, sqrt
from statistics import median

from attrs import frozen

_Z = 1.96
"""The standard normal quantile of a two-sided 95 % interval."""
_ROUNDING = 2.0**-51
"""What one factor may add to the error of a product of floats: two roundings, each of at most 2^-53."""


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


def median_duration(durations: Iterable[timedelta]) -> timedelta | None:
    """The median of durations, of which all are known; None where there are none."""
    seconds = [duration.total_seconds() for duration in durations]
    return timedelta(seconds=median(seconds)) if seconds else None


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


@frozen
class EventRun:
    """Things that ended one after the other, ordered by how long they took, with none between them that waits.

    Attributes:
        first: The place of the first of them among all things, from 1.
        events: How many they are.
    """

    first: int
    events: int


def median_place(size: int, runs: Sequence[EventRun]) -> int | None:
    """The place of the thing at whose time the Kaplan-Meier curve has fallen to one half.

    The curve is the product of `1 - ended / at risk` over the times at which things ended; at risk are those that
    neither ended before nor waited less than that. It is computed without rounding. Within a run the product is
    `1 - ended / at risk` of the whole run, so each run is one factor.

    Source: E. L. Kaplan, P. Meier, Nonparametric Estimation from Incomplete Observations, Journal of the American
    Statistical Association 53(282), 1958, 457-481.

    Args:
        size: How many things there are: those that ended and those that wait.
        runs: Those that ended. Places are by time; at the same time, those that wait come last, since they waited at
            least that long.

    Returns:
        The place; None where the curve stays above one half. Where nothing waits it is that of the lower median.
    """
    curve = 1.0
    for number, run in enumerate(runs, 1):
        at_risk = _at_risk(size, run)
        curve *= (at_risk - run.events) / at_risk
        if curve <= 0.5 + number * _ROUNDING:
            place = _place_in_last(size, runs[:number])
            if place is not None:
                return place
    return None


def _place_in_last(size: int, runs: Sequence[EventRun]) -> int | None:
    """Where in the last run the curve falls to one half, by whole numbers; None where it does not."""
    *before, last = runs
    left = prod(_at_risk(size, run) - run.events for run in before)
    whole = prod(_at_risk(size, run) for run in before)
    at_risk = _at_risk(size, last)
    # The least number of ended ones with left / whole * (1 - ended / at_risk) <= 1/2.
    ended = at_risk - at_risk * whole // (2 * left)
    return last.first + ended - 1 if ended <= last.events else None


def _at_risk(size: int, run: EventRun) -> int:
    return size - run.first + 1


@frozen
class MedianWait:
    """A median time with those that still wait counted: see `median_place`.

    Attributes:
        ended: How many wait no longer.
        waiting: How many still wait: the censored ones.
        median: The shortest time within which at least half ended, by the estimated curve; None where that is not
            known yet.
    """

    ended: int
    waiting: int
    median: timedelta | None


def median_wait(ended: Iterable[timedelta], waiting: Iterable[timedelta]) -> MedianWait:
    """The Kaplan-Meier median of times of which some are not over.

    Args:
        ended: How long those took that ended.
        waiting: How long the others have waited by now.
    """
    placed = sorted([*((time, False) for time in ended), *((time, True) for time in waiting)])
    runs, place = list[EventRun](), 1
    for waits, run in groupby(placed, key=lambda one: one[1]):
        size = len(list(run))
        if not waits:
            runs.append(EventRun(place, size))
        place += size
    found = median_place(len(placed), runs)
    count = sum(run.events for run in runs)
    return MedianWait(count, len(placed) - count, None if found is None else placed[found - 1][0])


def gini(values: Iterable[float]) -> float | None:
    """The Gini coefficient `sum_i (2i - n - 1) x_i / (n sum x)`, x ascending, i from 1.

    Source: C. Gini, Variabilita e mutabilita, 1912; as the mean difference over twice the mean.

    Args:
        values: Numbers of 0 and more; those with 0 are in it.

    Returns:
        0 where all are alike, up to `1 - 1/n`; None where there are none, or all are 0.
    """
    ranked = sorted(values)
    n, whole = len(ranked), sum(ranked)
    if not whole:
        return None
    return sum((2 * i - n - 1) * x for i, x in enumerate(ranked, 1)) / (n * whole)


def absence_factor(counts: Iterable[int]) -> int:
    """The smallest number of people who together make at least half of something; 0 where there is nothing.

    Source: CHAOSS, metric "Contributor Absence Factor".

    Args:
        counts: How much each of them makes.
    """
    ranked = sorted(counts, reverse=True)
    whole, made = sum(ranked), 0
    for people, count in enumerate(ranked, 1):
        made += count
        if whole and 2 * made >= whole:
            return people
    return 0


def competition_ranks(
    scores: Iterable[int], *, rank: int = 0, position: int = 0, before: int | None = None
) -> list[int]:
    """The ranks of scores in order: equal ones share a rank, and the next rank is left out (1, 2, 2, 4).

    For a page of a longer list, say what stands in front of it.

    Args:
        scores: The scores, the best first.
        rank: The rank of the score in front of the first one.
        position: How many are in front of the first one.
        before: The score in front of the first one; None for none.
    """
    ranks: list[int] = []
    for score in scores:
        position += 1
        if score != before:
            rank, before = position, score
        ranks.append(rank)
    return ranks


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
