"""Growing pauses: how they grow, where they end, how far chance varies them, and that all of commkit uses them."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import commkit
from commkit.runtime.model.backoff import Backoff
from commkit.runtime.storage import retry

SECOND = timedelta(seconds=1)
EXACT = Backoff(first=2 * SECOND, longest=60 * SECOND, spread=(1.0, 1.0))
SOURCE = Path(commkit.__file__).parent


def test_each_pause_is_twice_the_one_before_up_to_the_longest() -> None:
    seconds = [EXACT.pause(attempt).total_seconds() for attempt in range(1, 9)]
    assert seconds == [2, 4, 8, 16, 32, 60, 60, 60]


def test_pauses_may_grow_more_slowly() -> None:
    slow = Backoff(first=4 * SECOND, longest=60 * SECOND, growth=1.5, spread=(1.0, 1.0))
    assert [slow.pause(attempt).total_seconds() for attempt in (1, 2, 3)] == [4, 6, 9]


def test_a_far_attempt_waits_the_longest_pause_and_overflows_nothing() -> None:
    assert EXACT.pause(1_000_000) == EXACT.longest


def test_a_first_pause_of_nothing_stays_nothing() -> None:
    none = Backoff(first=timedelta(), longest=60 * SECOND)
    assert {none.pause(attempt) for attempt in (1, 5, 500)} == {timedelta()}


@given(attempt=st.integers(1, 200), low=st.floats(0, 1), high=st.floats(1, 3))
def test_chance_varies_a_pause_within_its_spread(attempt: int, low: float, high: float) -> None:
    varied = Backoff(first=2 * SECOND, longest=60 * SECOND, spread=(low, high)).pause(attempt)
    exact = EXACT.pause(attempt)
    tick = timedelta(microseconds=1)
    assert exact * low - tick <= varied <= exact * high + tick


def test_by_default_chance_varies_a_pause_by_a_fifth() -> None:
    usual = Backoff(first=2 * SECOND, longest=60 * SECOND)
    assert all(1.6 * SECOND <= usual.pause(1) <= 2.4 * SECOND for _ in range(200))


def test_chance_does_vary_a_pause() -> None:
    varied = Backoff(first=2 * SECOND, longest=60 * SECOND)
    assert len({varied.pause(3) for _ in range(20)}) > 1


def test_a_unit_waits_two_seconds_at_most_before_each_further_attempt() -> None:
    pauses = list(retry.pauses())
    assert len(pauses) == retry.ATTEMPTS - 1 == 7
    assert all(0 <= pause <= 2 for pause in pauses)


def test_the_pauses_of_units_are_drawn_from_all_of_their_spread() -> None:
    """Units that met once must not meet again after the same pause."""
    firsts = [next(retry.pauses()) for _ in range(500)]
    assert min(firsts) < 0.004
    assert 0.016 < max(firsts) <= 0.02


def test_a_unit_waits_up_to_twice_as_long_before_each_further_attempt() -> None:
    """About a second before the last one: whoever waits for a busy row has had two and a half in all by then."""
    drawn = [list(retry.pauses()) for _ in range(500)]
    longest = [max(draw[attempt] for draw in drawn) for attempt in range(retry.ATTEMPTS - 1)]
    for attempt, seconds in enumerate(longest):
        assert 0.8 * 0.02 * 2**attempt < seconds <= 0.02 * 2**attempt


@pytest.mark.parametrize("file", sorted(SOURCE.glob("runtime/**/*.py")), ids=lambda file: file.stem)
def test_nothing_else_in_the_runtime_varies_pauses_by_chance(file: Path) -> None:
    names = {
        alias.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert "random" not in names or file.stem == "backoff"
