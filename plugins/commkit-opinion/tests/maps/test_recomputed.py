"""The numbers of a map, computed again from their definition in another way: singular values, and plain Python."""

from importlib import import_module
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from commkit_opinion.maps.arrays.policy import MISSING, Choices, compute_map
from commkit_opinion.maps.arrays.records import ComputedMap
from commkit_opinion.maps.policy import Cell, two_proportions_z
from commkit_opinion.maps.records import Stance


def votes_of(people: int, statements: int, camps: int, *, seed: int, answered: float = 0.6) -> Choices:
    """Votes of some camps with noise."""
    random = np.random.default_rng(seed)
    said = random.choice([-1, 1], (camps, statements))[random.integers(0, camps, people)]
    said = np.where(random.random(said.shape) < 0.15, random.choice([-1, 0, 1], said.shape), said)
    return np.where(random.random(said.shape) < answered, said, MISSING).astype(np.int8)


def places_again(votes: Choices) -> dict[int, tuple[float, float]]:
    """Where people stand: the singular vectors of the centred votes, not the vectors of their products."""
    people, statements = votes.shape
    own = (votes != MISSING).sum(axis=1)
    rows = [row for row in range(people) if own[row] >= min(7, statements)]
    known = np.where(votes[rows] == MISSING, np.nan, votes[rows].astype(float))
    counts = (votes[rows] != MISSING).sum(axis=0)
    means = np.nansum(known, axis=0) / np.maximum(counts, 1)
    centred = np.nan_to_num(np.where(np.isnan(known), means, known) - means)
    axes: NDArray[np.float64] = np.linalg.svd(centred, full_matrices=False)[2][:2].T.copy()
    most_voted = min(range(statements), key=lambda column: (-counts[column], column))
    axes *= np.where(axes[most_voted] < 0, -1, 1)
    points = centred @ axes * np.sqrt(statements / own[rows])[:, None]
    return {row: (float(x), float(y)) for row, (x, y) in zip(rows, points, strict=True)}


def groups_of(found: ComputedMap) -> dict[int, int]:
    return {place.row: place.group for place in found.places}


@pytest.mark.parametrize(
    ("people", "statements", "camps"), [(40, 20, 2), (150, 40, 3), (60, 8, 2), (30, 12, 4)]
)
def test_places_and_silhouettes_are_those_of_the_definition(people: int, statements: int, camps: int) -> None:
    votes = votes_of(people, statements, camps, seed=people)
    found, again = compute_map(votes), places_again(votes)
    assert {place.row for place in found.places} == again.keys()
    for place in found.places:
        assert (place.x, place.y) == pytest.approx(again[place.row], abs=1e-5)
    groups = groups_of(found)
    rows = sorted(again)
    score = import_module("sklearn.metrics").silhouette_score(
        np.array([again[row] for row in rows]), [groups[row] for row in rows]
    )
    assert found.silhouettes[found.clustering.groups] == pytest.approx(score, abs=1e-4)
    assert found.clustering.groups == max(found.silhouettes, key=lambda k: found.silhouettes[k])


@pytest.mark.parametrize("camps", [2, 3])
def test_camps_stay_when_everybody_comes_twice(camps: int) -> None:
    votes = votes_of(120, 40, camps, seed=camps)
    once, twice = groups_of(compute_map(votes)), groups_of(compute_map(np.vstack([votes, votes])))
    together = {(once[row], twice[row]) for row in once}
    assert len(together) == camps, "the same groups, under whatever numbers"
    assert all(twice[row] == twice[row + 120] for row in once)


def test_a_statement_with_one_vote_moves_nobody_into_another_group() -> None:
    votes = votes_of(80, 30, 2, seed=5)
    rare = np.full((80, 1), MISSING, dtype=np.int8)
    rare[0] = 1
    before, after = groups_of(compute_map(votes)), groups_of(compute_map(np.hstack([votes, rare])))
    assert before == after


def test_what_represents_a_group_is_computed_with_pseudo_counts() -> None:
    inside, outside = Cell(agrees=18, disagrees=1, passes=1), Cell(agrees=9, disagrees=20, passes=1)
    p, q = (18 + 1) / (20 + 2), (9 + 1) / (30 + 2)
    assert inside.share(Stance.AGREE) / outside.share(Stance.AGREE) == pytest.approx(p / q)
    pooled = (19 + 10) / (22 + 32)
    z = (p - q) / sqrt(pooled * (1 - pooled) * (1 / 22 + 1 / 32))
    assert two_proportions_z(18, 20, 9, 30) == pytest.approx(z)
    assert two_proportions_z(0, 0, 0, 0) == 0, "nobody says nothing"
    assert two_proportions_z(5, 5, 5, 5) == 0
