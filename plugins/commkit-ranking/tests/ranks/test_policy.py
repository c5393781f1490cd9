"""The formulas of ranks, by vectors and by what always holds."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isclose, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit_ranking import RankOrder
from commkit_ranking.ranks.policy import (
    EPOCH,
    Measured,
    best,
    change_of,
    controversial,
    count_votes,
    hot,
    keys_of,
    scaled,
    value_of,
)

VOTES = st.integers(0, 100_000)
MOMENTS = st.timedeltas(timedelta(days=-7_000), timedelta(days=30_000)).map(EPOCH.__add__)
SETTLE = timedelta(seconds=2)


@pytest.mark.parametrize(
    ("up", "down", "seconds", "expected"),
    [(0, 0, 0, 0.0), (1, 0, 0, 0.0), (10, 0, 0, 1.0), (0, 100, 0, -2.0), (110, 10, 45_000, 3.0), (0, 0, -45_000, -1.0)],
)  # fmt: skip
def test_hot(up: int, down: int, seconds: int, expected: float) -> None:
    assert hot(up, down, EPOCH + timedelta(seconds=seconds)) == expected


@given(VOTES, VOTES, MOMENTS, st.integers(1, 10**9))
def test_ten_times_the_score_makes_up_for_twelve_and_a_half_hours(
    up: int, down: int, at: datetime, tenth: int
) -> None:
    later = at + timedelta(hours=12.5)
    assert isclose(hot(tenth * 10, 0, at), hot(tenth, 0, later), abs_tol=1e-6)
    assert hot(up, down, later) > hot(up, down, at)


@pytest.mark.parametrize(
    ("up", "down", "expected"),
    [(0, 0, 0.0), (7, 0, 0.0), (0, 7, 0.0), (1, 1, 2.0), (50, 50, 100.0), (100, 25, 125**0.25)],
)
def test_controversial(up: int, down: int, expected: float) -> None:
    assert controversial(up, down) == controversial(down, up) == expected


@pytest.mark.parametrize(
    ("up", "down", "expected"), [(0, 0, 0.0), (0, 5, 0.0), (1, 0, 0.2065), (8, 2, 0.4902), (50, 50, 0.4038)]
)
def test_best(up: int, down: int, expected: float) -> None:
    assert round(best(up, down), 4) == expected


@given(VOTES, VOTES)
def test_best_is_no_more_than_the_share_and_rises_with_each_vote_for_a_thread(up: int, down: int) -> None:
    assert 0 <= best(up, down) <= up / max(up + down, 1)
    assert best(up + 1, down) > best(up, down)


@given(MOMENTS, st.integers(0, 10**6), st.integers(1, 10**6))
def test_scaled_divides_what_falls_with_time(at: datetime, people: int, more: int) -> None:
    """`10 ** hot` would be out of the range of floats: its logarithm is compared."""
    its_hot = hot(10, 0, at)
    assert isclose(scaled(its_hot, people), its_hot - log10(log10(2 + people)))
    assert scaled(its_hot, people) > scaled(its_hot, people + more)


def test_scaled_lifts_a_small_space_by_hours_and_not_by_years() -> None:
    """Control: the logarithm itself, divided, puts what is old in a small space in front of all that is new."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    small_old, large_new = hot(1, 0, now - timedelta(days=365)), hot(500, 0, now)
    small_new, large = hot(9, 0, now), hot(30, 0, now)
    assert scaled(large_new, 10_000) > scaled(small_old, 3)
    assert scaled(small_new, 3) > scaled(large, 10_000)
    assert large > small_new
    assert small_old / log10(2 + 3) > large_new / log10(2 + 10_000)


@given(VOTES, VOTES, MOMENTS, st.timedeltas(timedelta(), timedelta(days=1_000)), st.integers(0, 10**6))
def test_keys_are_the_ranks_to_seven_digits(
    up: int, down: int, at: datetime, after: timedelta, people: int
) -> None:
    measured = Measured(
        opened_at=at, activity_at=at + after, space=None, up=up, down=down, active_people=people
    )
    keys = {order: value_of(order, keys_of(measured)[order.value]) for order in RankOrder}
    expected = {
        RankOrder.LATEST: at.timestamp(),
        RankOrder.ACTIVE: (at + after).timestamp(),
        RankOrder.HOT: hot(up, down, at),
        RankOrder.TOP: up - down,
        RankOrder.CONTROVERSIAL: controversial(up, down),
        RankOrder.SCALED: scaled(hot(up, down, at), people),
        RankOrder.BEST: best(up, down),
    }
    for order, value in expected.items():
        assert isclose(keys[order], value, abs_tol=1e-6), order


def test_votes_are_the_reactions_that_are_named() -> None:
    counts = (("up", 3), ("heart", 2), ("down", 1), ("seen", 9))
    assert count_votes(counts, (frozenset({"up", "heart"}), frozenset({"down"}))) == (5, 1)
    assert count_votes((), (frozenset({"up"}), frozenset())) == (0, 0)


@given(st.lists(st.timedeltas(timedelta(), timedelta(seconds=5)), max_size=30))
def test_each_moment_has_the_ranks_that_hold_then_and_none_is_written_after_it_began(
    pauses: list[timedelta],
) -> None:
    """Whatever the pauses between votes: times tile, and a rank holds no sooner than half the time after its vote."""
    now = since = EPOCH
    kept: list[tuple[datetime, datetime]] = []
    for pause in pauses:
        now += pause
        change = change_of(since, now=now, settle=SETTLE)
        if change.keeps_past:
            kept.append((since, change.since))
        assert change.since >= now + SETTLE / 2
        assert change.since <= now + 2 * SETTLE
        since = change.since
    assert all(until > start for start, until in kept)
    assert all(ended == start for (_, ended), (start, _) in pairwise(kept))
    assert not kept or kept[-1][1] == since


def test_control_without_a_time_to_settle_a_rank_holds_at_once() -> None:
    assert change_of(EPOCH, now=EPOCH + SETTLE, settle=timedelta()).since == EPOCH + SETTLE
