"""The computation of a map: principal components, k-means and the mean silhouette, published as the Polis method.

Source: C. Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26 (2021).
It runs on one core, so that its sums are the same in every run; rows are brought into an order of their own first, so
that the order in which votes were read changes nothing. Memory: one byte for each cell of the matrix, a square of
the number of statements, and blocks of rows.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from commkit_opinion.maps.arrays.records import (
    Clustering,
    ComputedCount,
    ComputedGroup,
    ComputedMap,
    ComputedPlace,
)

Floats = NDArray[np.float64]
Choices = NDArray[np.int8]
"""One row for each person, one column for each statement: 1 agree, -1 disagree, 0 pass, `MISSING`."""

MISSING = -2
FEWEST_VOTES = 7
"""People with fewer votes get no place, unless there are fewer statements."""
MOST_GROUPS = 5
WINS_NEEDED = 3
_SEED = 20260101
_STARTS = 10
_BLOCK = 1_024
_SAMPLE = 4_000
"""The most people over which the mean silhouette is taken; it compares all pairs."""
_NOTHING = 1e-9


@frozen
class _Axes:
    """The two components, as columns of `loadings`, and the means that are taken off each column."""

    means: Floats
    loadings: Floats


def compute_map(
    choices: Choices, *, before: Sequence[int] | None = None, last: Clustering | None = None
) -> ComputedMap:
    """Compute the map of the votes.

    Args:
        choices: The matrix of votes; see `Choices`.
        before: The group of each person in the last run, 0 for none; None where there was no run.
        last: How the last run ended.

    Returns:
        The map. Where fewer than two people stand apart there are places in one group, or none.
    """
    with import_module("threadpoolctl").threadpool_limits(1):
        return _compute(choices, before, last or Clustering())


def next_clustering(last: Clustering, best: int, possible: Sequence[int]) -> Clustering:
    """How many groups are shown: another number than before must win `WINS_NEEDED` runs in a row.

    Args:
        last: How the last run ended.
        best: The number with the highest mean silhouette in this run.
        possible: The numbers that were tried.
    """
    if last.groups not in possible or best == last.groups:
        return Clustering(groups=best)
    wins = last.wins + 1 if best == last.candidate else 1
    if wins >= WINS_NEEDED:
        return Clustering(groups=best)
    return Clustering(groups=last.groups, candidate=best, wins=wins)


def _compute(choices: Choices, before: Sequence[int] | None, last: Clustering) -> ComputedMap:
    people, statements = choices.shape
    own = (choices != MISSING).sum(axis=1)
    placed = np.flatnonzero(own >= max(1, min(FEWEST_VOTES, statements))) if statements else np.array([], int)
    order = np.array(sorted(placed.tolist(), key=lambda row: choices[row].tobytes()), dtype=np.intp)
    labels = np.zeros(people, dtype=np.intp)
    silhouettes: dict[int, float] = {}
    clustering = Clustering()
    points: Floats = np.zeros((0, 2))
    if len(order):
        points = _project(choices, order, _axes(choices, order), own)
        known = np.asarray(before, dtype=np.intp)[order] if before is not None else None
        tried, silhouettes = _cluster(points, known)
        if tried:
            best = max(silhouettes, key=lambda k: (round(silhouettes[k], 9), -k))
            clustering = next_clustering(last, best, tuple(tried))
            labels[order] = tried[clustering.groups]
        else:  # nobody stands apart
            clustering = Clustering(groups=1)
            labels[order] = 1
    return ComputedMap(
        clustering=clustering,
        places=tuple(
            ComputedPlace(int(row), int(labels[row]), float(x), float(y))
            for row, (x, y) in zip(order, points, strict=True)
        ),
        groups=tuple(_groups(points, labels[order], clustering.groups)),
        counts=tuple(_counts(choices, labels, clustering.groups)),
        silhouettes=silhouettes,
    )


def _blocks(order: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    for start in range(0, len(order), _BLOCK):
        yield order[start : start + _BLOCK]


def _centred(block: Choices, means: Floats) -> Floats:
    """Values less the mean of their column; missing ones are at the mean, that is 0."""
    return np.where(block == MISSING, 0.0, block - means)


def _axes(choices: Choices, order: NDArray[np.intp]) -> _Axes:
    statements = choices.shape[1]
    votes, sums = np.zeros(statements), np.zeros(statements)
    for rows in _blocks(order):
        there = choices[rows] != MISSING
        votes += there.sum(axis=0)
        sums += np.where(there, choices[rows], 0).sum(axis=0)
    means = sums / np.maximum(votes, 1)
    products = np.zeros((statements, statements))
    for rows in _blocks(order):
        centred = _centred(choices[rows], means)
        products += centred.T @ centred
    values, vectors = np.linalg.eigh(products)
    loadings = np.zeros((statements, 2))
    by_votes = np.argsort(-votes, kind="stable")
    for axis in range(min(2, statements)):
        place = statements - 1 - axis  # `eigh` has the smallest first
        if values[place] > _NOTHING:
            loadings[:, axis] = _signed(vectors[:, place], by_votes)
    return _Axes(means, loadings)


def _signed(vector: Floats, by_votes: NDArray[np.intp]) -> Floats:
    """Turn a component so that the most voted statement lies to the right: the first one that it has any part in."""
    for column in by_votes:
        if abs(vector[column]) > _NOTHING:
            return vector if vector[column] > 0 else -vector
    return vector


def _project(choices: Choices, order: NDArray[np.intp], axes: _Axes, own: NDArray[np.intp]) -> Floats:
    """The coordinates of the people, scaled so that few votes do not mean the middle."""
    statements = choices.shape[1]
    points = np.vstack([_centred(choices[rows], axes.means) @ axes.loadings for rows in _blocks(order)])
    scaled: Floats = np.round(points * np.sqrt(statements / own[order])[:, None], 6)
    return scaled + 0.0  # without negative zeros


def _cluster(
    points: Floats, before: NDArray[np.intp] | None
) -> tuple[dict[int, NDArray[np.intp]], dict[int, float]]:
    """The groups of the people, from 1, and the mean silhouette, for each number of groups that is possible."""
    k_means = import_module("sklearn.cluster").KMeans
    score = import_module("sklearn.metrics").silhouette_score
    distinct = len(np.unique(points, axis=0))
    sample = np.unique(np.linspace(0, len(points) - 1, min(len(points), _SAMPLE)).astype(np.intp))
    found: dict[int, NDArray[np.intp]] = {}
    scores: dict[int, float] = {}
    for k in range(2, min(MOST_GROUPS, distinct, len(points) - 1) + 1):
        start = _last_centres(points, before, k)
        labels = _fitted(k_means, points, k, start)
        seen = labels[sample]
        if not 2 <= len(np.unique(seen)) < len(sample):
            continue
        found[k] = labels + 1 if start is not None else _numbered(points, labels, k)
        scores[k] = float(score(points[sample], seen))
    return found, scores


def _fitted(k_means: Any, points: Floats, k: int, start: Floats | None) -> NDArray[np.intp]:
    fit = (
        k_means(k, init="k-means++", n_init=_STARTS, random_state=_SEED)
        if start is None
        else k_means(k, init=start, n_init=1, random_state=_SEED)
    )
    labels: NDArray[np.intp] = fit.fit_predict(points).astype(np.intp)
    return labels


def _last_centres(points: Floats, before: NDArray[np.intp] | None, k: int) -> Floats | None:
    """Where the groups of the last run stand in the coordinates of this one, if there were k.

    Axes turn from run to run, so the old centres are those of the people, and not the old coordinates.
    """
    if before is None or before.max(initial=0) != k or len(np.unique(before[before > 0])) != k:
        return None
    return np.vstack([points[before == number].mean(axis=0) for number in range(1, k + 1)])


def _numbered(points: Floats, labels: NDArray[np.intp], k: int) -> NDArray[np.intp]:
    """Number new groups by their size, the largest first, then from left to right."""
    centres = [(-int((labels == label).sum()), *points[labels == label].mean(axis=0)) for label in range(k)]
    numbers = np.empty(k, dtype=np.intp)
    numbers[sorted(range(k), key=lambda label: centres[label])] = np.arange(1, k + 1)
    return numbers[labels]


def _groups(points: Floats, labels: NDArray[np.intp], groups: int) -> Iterator[ComputedGroup]:
    for number in range(1, groups + 1):
        inside = points[labels == number]
        centre = inside.mean(axis=0)
        spread = float(np.sqrt(((inside - centre) ** 2).sum(axis=1).mean()))
        yield ComputedGroup(number, len(inside), float(centre[0]), float(centre[1]), spread)


def _counts(choices: Choices, labels: NDArray[np.intp], groups: int) -> Iterator[ComputedCount]:
    for number in range(groups + 1):
        inside = choices[labels == number]
        agrees, disagrees, passes = ((inside == choice).sum(axis=0) for choice in (1, -1, 0))
        for column in np.flatnonzero(agrees + disagrees + passes):
            yield ComputedCount(
                number, int(column), int(agrees[column]), int(disagrees[column]), int(passes[column])
            )
