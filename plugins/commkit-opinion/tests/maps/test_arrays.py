"""The computation of maps: what comes of known camps, of bad input, and of the same votes in another order."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit_opinion.maps.arrays.policy import MISSING, Choices, compute_map, next_clustering
from commkit_opinion.maps.arrays.records import Clustering, ComputedMap

SIZES = ((0, 0), (0, 5), (5, 0), (1, 1), (1, 9), (9, 1))


def camps(people: int, statements: int, count: int, *, seed: int = 1, missing: float = 0.3) -> Choices:
    """People of some camps, each of which says the same to most statements."""
    random = np.random.default_rng(seed)
    sides = random.choice([-1, 1], size=(count, statements))
    votes = sides[np.arange(people) % count].copy()
    noise = random.random((people, statements))
    votes[noise < 0.1] *= -1
    votes[(noise > 0.1) & (noise < 0.15)] = 0
    votes[random.random((people, statements)) < missing] = MISSING
    return votes.astype(np.int8)


def groups_of(found: ComputedMap) -> dict[int, int]:
    return {place.row: place.group for place in found.places}


@pytest.mark.parametrize("count", [2, 3])
def test_camps_are_found(count: int) -> None:
    found = compute_map(camps(120, 40, count))
    assert found.clustering.groups == count
    camp_of = {}
    for row, group in groups_of(found).items():
        camp_of.setdefault(group, set()).add(row % count)
    assert sorted(map(len, camp_of.values())) == [1] * count
    assert sum(group.size for group in found.groups) == 120


def test_counts_are_those_of_the_votes() -> None:
    votes = camps(60, 12, 2)
    found = compute_map(votes)
    for choice, name in ((1, "agrees"), (-1, "disagrees"), (0, "passes")):
        told = np.zeros(12, int)
        for one in found.counts:
            told[one.column] += getattr(one, name)
        assert told.tolist() == (votes == choice).sum(axis=0).tolist()


@given(st.integers(0, 1_000), st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_the_order_of_rows_changes_nothing(seed: int, random: Random) -> None:
    votes = camps(40, 10, 2, seed=seed)
    order = list(range(40))
    random.shuffle(order)
    first, second = compute_map(votes), compute_map(votes[order])
    assert first.groups == second.groups
    where = {place.row: (place.group, place.x, place.y) for place in first.places}
    assert {order[place.row]: (place.group, place.x, place.y) for place in second.places} == where


def test_the_most_voted_statement_lies_to_the_right() -> None:
    votes = camps(80, 10, 2, missing=0.5)
    votes[:, 3] = np.where(np.arange(80) % 2, 1, -1)  # everybody voted on it
    found = compute_map(votes)
    agree = [place.x for place in found.places if votes[place.row, 3] == 1]
    disagree = [place.x for place in found.places if votes[place.row, 3] == -1]
    assert np.mean(agree) > 0 > np.mean(disagree)
    turned = compute_map(np.where(votes == MISSING, MISSING, -votes).astype(np.int8))
    assert np.mean([p.x for p in turned.places if -votes[p.row, 3] == 1]) > 0


def test_few_votes_give_no_place_and_do_not_mean_the_middle() -> None:
    votes = camps(60, 40, 2, missing=0)
    votes[0, 6:] = MISSING  # six votes
    votes[1, 7:] = MISSING  # seven
    found = compute_map(votes)
    places = {place.row: place for place in found.places}
    assert 0 not in places
    whole = np.mean([abs(place.x) for row, place in places.items() if row > 1])
    assert abs(places[1].x) > whole / 3
    zeros = [one for one in found.counts if one.group == 0]
    assert sum(one.agrees + one.disagrees + one.passes for one in zeros) == 6


def test_with_fewer_than_seven_statements_all_of_them_are_enough() -> None:
    votes = np.array([[1, -1, 1]] * 6 + [[-1, 1, -1]] * 6 + [[1, -1, MISSING]], dtype=np.int8)
    found = compute_map(votes)
    assert len(found.places) == 12
    assert sorted(group.size for group in found.groups) == [6, 6]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("value", [1, 0, -1, MISSING])
def test_what_tells_nobody_apart_has_no_two_groups(size: tuple[int, int], value: int) -> None:
    found = compute_map(np.full(size, value, dtype=np.int8))
    assert found.clustering.groups <= 1
    assert all((place.x, place.y) == (0, 0) for place in found.places)


def test_everybody_passes_or_says_the_same() -> None:
    for value in (0, 1):
        found = compute_map(np.full((30, 9), value, dtype=np.int8))
        assert [group.size for group in found.groups] == [30]
        assert (found.groups[0].x, found.groups[0].y, found.groups[0].spread) == (0, 0, 0)


def test_groups_keep_their_numbers_from_run_to_run() -> None:
    votes = camps(90, 30, 3)
    first = compute_map(votes)
    before = [groups_of(first).get(row, 0) for row in range(90)]
    turned = [{1: 3, 2: 1, 3: 2}.get(group, 0) for group in before]  # as if the last run had numbered them so
    second = compute_map(votes, before=turned, last=Clustering(groups=3))
    assert [groups_of(second).get(row, 0) for row in range(90)] == turned
    more = np.vstack([votes, camps(9, 30, 3)])
    third = compute_map(more, before=[*turned, *([0] * 9)], last=second.clustering)
    assert [groups_of(third).get(row, 0) for row in range(90)] == turned


def test_another_number_of_groups_must_win_three_runs_in_a_row() -> None:
    shown = Clustering(groups=2)
    once = next_clustering(shown, 3, (2, 3))
    assert once == Clustering(groups=2, candidate=3, wins=1)
    twice = next_clustering(once, 3, (2, 3))
    assert (twice.groups, twice.wins) == (2, 2)
    assert next_clustering(twice, 3, (2, 3)) == Clustering(groups=3)
    assert next_clustering(twice, 2, (2, 3)) == Clustering(groups=2), "the row is broken"
    assert next_clustering(twice, 4, (2, 3, 4)) == Clustering(groups=2, candidate=4, wins=1)
    assert next_clustering(Clustering(), 4, (2, 3, 4)) == Clustering(groups=4), "the first run shows its own"
    assert next_clustering(Clustering(groups=5), 2, (2, 3)) == Clustering(groups=2), "five are not possible"


def test_a_new_number_is_shown_in_the_third_run() -> None:
    two, three = camps(90, 30, 2), camps(90, 30, 3)
    found = compute_map(two)
    shown = [found.clustering.groups]
    for _ in range(3):
        before = [groups_of(found).get(row, 0) for row in range(90)]
        found = compute_map(three, before=before, last=found.clustering)
        shown.append(found.clustering.groups)
    assert shown == [2, 2, 2, 3]
