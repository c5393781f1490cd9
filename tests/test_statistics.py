"""Shares with their intervals, by the vectors of the source."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commkit.statistics import absence_factor, competition_ranks, gini, median_duration, share_of


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 5, 0.0, 0.4345),
        (1, 1, 0.2065, 1.0),
        (8, 10, 0.4902, 0.9433),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_is_wilsons(hits: int, n: int, low: float, high: float) -> None:
    share = share_of(hits, n)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)
    assert (share.hits, share.n, share.value) == (hits, n, hits / n)


def test_the_median_of_durations_is_the_middle_one_or_between_the_two_in_the_middle() -> None:
    minutes = [timedelta(minutes=count) for count in (9, 1, 4)]
    assert median_duration(minutes) == timedelta(minutes=4)
    assert median_duration([*minutes, timedelta(minutes=5)]) == timedelta(minutes=4, seconds=30)
    assert median_duration([]) is None


def test_the_absence_factor_is_that_of_chaoss() -> None:
    assert absence_factor([1000, 202, 90, 33, 332, 343, 42, 433]) == 2
    assert absence_factor([5, 5]) == 1
    assert absence_factor([0, 0]) == absence_factor([]) == 0


@given(st.lists(st.integers(0, 100), min_size=1))
def test_so_many_make_half_and_fewer_do_not(counts: list[int]) -> None:
    people, ranked = absence_factor(counts), sorted(counts, reverse=True)
    assert 2 * sum(ranked[:people]) >= sum(counts)
    assert people == 0 or 2 * sum(ranked[: people - 1]) < sum(counts)


def test_gini_by_its_vectors() -> None:
    assert (gini([0, 0, 0, 1]), gini([1, 2, 3, 4]), gini([3, 3]), gini([0]), gini([])) == (
        (0.75, 0.25, 0.0, None, None)
    )


def test_of_nobody_there_is_no_share() -> None:
    assert share_of(0, 0) is None


@given(n=st.integers(1, 10_000), data=st.data())
def test_the_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    share = share_of(data.draw(st.integers(0, n)), n)
    assert share is not None
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value <= share.high + 1e-12
    assert share.high <= 1


COUNTS = st.integers(0, 10_000)


@given(COUNTS, COUNTS)
@example(0, 98)
def test_the_lower_end_rises_with_hits_and_falls_with_misses(hits: int, misses: int) -> None:
    def low(hits: int, misses: int) -> float:
        share = share_of(hits, hits + misses)
        return share.low if share is not None else 0.0

    assert low(hits + 1, misses) >= low(hits, misses)
    assert low(hits, misses + 1) <= low(hits, misses)


@given(st.lists(st.integers(1, 5)), st.integers(0, 8))
def test_a_rank_is_one_more_than_those_who_stand_higher(scores: list[int], cut: int) -> None:
    scores.sort(reverse=True)
    whole = competition_ranks(scores)
    assert whole == [1 + sum(other > each for other in scores) for each in scores]
    front, behind = scores[:cut], scores[cut:]
    if front and behind:
        assert whole[cut:] == competition_ranks(
            behind, rank=whole[cut - 1], position=len(front), before=front[-1]
        )
