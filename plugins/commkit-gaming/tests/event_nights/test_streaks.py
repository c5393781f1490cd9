"""Streaks: the runs of nights, compared with a look at each run by itself."""

from hypothesis import given
from hypothesis import strategies as st

from commkit_gaming import streaks_of
from commkit_gaming.event_nights.policy import Night

A, E, M = Night.ATTENDED, Night.EXCUSED, Night.MISSED
NIGHTS = st.lists(st.sampled_from(Night), max_size=30)


def is_unbroken(nights: list[Night], most_excused: int) -> bool:
    """Whether a streak outlasts these nights: none missed, and never more excused ones in a row."""
    words = "".join("x" if night is M else "e" if night is E else "a" for night in nights)
    return "x" not in words and "e" * (most_excused + 1) not in words


@given(nights=NIGHTS, most_excused=st.integers(0, 3))
def test_a_streak_is_the_most_that_any_unbroken_run_has(nights: list[Night], most_excused: int) -> None:
    runs = [
        nights[start:end]
        for start in range(len(nights) + 1)
        for end in range(start, len(nights) + 1)
        if is_unbroken(nights[start:end], most_excused)
    ]
    current, longest = streaks_of(nights, most_excused=most_excused)
    assert longest == max(run.count(A) for run in runs)
    tails = [nights[start:] for start in range(len(nights) + 1)]
    assert current == max(tail.count(A) for tail in tails if is_unbroken(tail, most_excused))


@given(nights=NIGHTS, most_excused=st.integers(0, 3))
def test_one_more_night_attended_is_one_more(nights: list[Night], most_excused: int) -> None:
    current, longest = streaks_of(nights, most_excused=most_excused)
    after = streaks_of([*nights, A], most_excused=most_excused)
    assert after == (current + 1, max(longest, current + 1))
    assert streaks_of([*nights, M], most_excused=most_excused) == (0, longest)


def test_excused_nights_are_outlasted_as_often_as_is_said() -> None:
    assert streaks_of([A, E, A, E, A], most_excused=1) == (3, 3)
    assert streaks_of([A, E, E, A], most_excused=1) == (1, 1)
    assert streaks_of([A, E, E, A], most_excused=2) == (2, 2)
    assert streaks_of([A, E], most_excused=0) == (0, 1)
