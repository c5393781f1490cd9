"""The map of a large consultation, beside the same parts called by hand from scikit-learn.

By hand there is no scale by own votes, no order of rows that makes the result the same, and no count of each group's
votes on each statement; the computation is the same else. Both run on one core, as the worker does.
"""

from functools import partial
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.measure import Figure, compare_timings, figure
from commkit_opinion.maps.arrays.policy import MISSING, compute_map

PEOPLE, STATEMENTS, CAMPS = 2_000, 400, 4
_ANSWERED = 0.25
_BUDGET = 1.5
"""How much longer than the parts by hand a map may take."""


def map_figure(*, people: int = PEOPLE, statements: int = STATEMENTS, rounds: int = 5) -> Figure:
    """The map of people who answered a quarter of the statements.

    Args:
        people: How many people voted.
        statements: How many statements there are.
        rounds: How often it is measured.
    """
    votes = _votes(people, statements)
    ours, raw = compare_timings(partial(compute_map, votes), partial(_by_hand, votes), rounds=rounds, each=2)
    return figure(
        f"map of opinion: {people:,} people, {statements} statements, beside scikit-learn by hand",
        database="none",
        posts=0,
        ours=ours,
        raw=raw,
        budget=_BUDGET,
    )


def _votes(people: int, statements: int) -> Any:
    """Votes of some camps, with noise and gaps."""
    random = np.random.default_rng(1)
    said = random.choice([-1, 1], (CAMPS, statements))[random.integers(0, CAMPS, people)]
    said = np.where(random.random(said.shape) < 0.2, random.choice([-1, 0, 1], said.shape), said)
    return np.where(random.random(said.shape) < _ANSWERED, said, MISSING).astype(np.int8)


def _by_hand(votes: Any) -> Any:
    """How many groups there are, by principal components, k-means and the mean silhouette."""
    k_means = import_module("sklearn.cluster").KMeans
    pca = import_module("sklearn.decomposition").PCA
    silhouette = import_module("sklearn.metrics").silhouette_score
    known = np.where(votes == MISSING, np.nan, votes.astype(float))
    filled = np.where(np.isnan(known), np.nanmean(known, axis=0), known)
    with import_module("threadpoolctl").threadpool_limits(1):
        points = pca(2, svd_solver="full").fit_transform(filled)
        scores = {
            k: silhouette(points, k_means(k, n_init=10, random_state=1).fit_predict(points))
            for k in range(2, 6)
        }
    return max(scores, key=lambda k: scores[k])
