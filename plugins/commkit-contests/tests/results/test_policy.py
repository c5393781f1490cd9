"""What marks come to: by hand, by what least squares leave over, and what never changes a place."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commkit_contests.results.policy import (
    judge_effects,
    mean_scores,
    standard_scores,
    standings,
    weighted_mark,
    without_leniency,
)

Given = dict[tuple[str, int], Fraction]
JUDGES, ENTRIES = "jkl", 5
CALIBRATION = (0, 1, 2)


@st.composite
def all_marked(draw: Any) -> Given:
    """Marks of three judges: all of the entries for calibration, and some of the others."""
    return {
        (judge, entry): Fraction(draw(st.integers(1, 10)))
        for judge in JUDGES
        for entry in range(ENTRIES)
        if entry in CALIBRATION or draw(st.booleans())
    }


def places(counted: Any) -> dict[int, int | None]:
    entries = [entry for entry in range(ENTRIES) if entry not in CALIBRATION]
    found = standings(entries, mean_scores(counted), needed=1, tied_by={})
    return {entry: its.place for entry, its in found.items()}


def shifted(given: Given, judge: str, by: int) -> Given:
    return {key: value + by if key[0] == judge else value for key, value in given.items()}


@settings(max_examples=60)
@given(all_marked(), st.sampled_from(JUDGES), st.integers(-20, 20))
def test_a_constant_added_to_one_judges_marks_changes_no_place(marks: Given, judge: str, by: int) -> None:
    other = shifted(marks, judge, by)
    assert places(without_leniency(other)) == places(without_leniency(marks))
    assert places(standard_scores(other, CALIBRATION)) == places(standard_scores(marks, CALIBRATION))


def test_control_without_calibration_a_lenient_judge_decides() -> None:
    marks = {("j", 3): Fraction(5), ("k", 4): Fraction(6), ("j", 0): Fraction(5), ("k", 0): Fraction(6)}
    assert (places(marks)[3], places(marks)[4]) == (2, 1)
    assert (places(without_leniency(marks))[3], places(without_leniency(marks))[4]) == (1, 1)


@settings(max_examples=40)
@given(all_marked())
def test_the_effects_are_those_of_least_squares(marks: Given) -> None:
    """At a minimum of the squares, what is left over adds up to nothing for each judge and for each entry."""
    effects = judge_effects(marks)
    assert sum(effects.values()) == 0
    entries = {entry for _, entry in marks}
    mean = {
        entry: sum(value - effects[judge] for (judge, other), value in marks.items() if other == entry)
        / sum(1 for _, other in marks if other == entry)
        for entry in entries
    }
    left = {(judge, entry): value - effects[judge] - mean[entry] for (judge, entry), value in marks.items()}
    for judge in JUDGES:
        assert sum(value for (its, _), value in left.items() if its == judge) == 0


@settings(max_examples=40)
@given(all_marked(), st.sampled_from(JUDGES), st.integers(2, 5))
def test_standard_scores_take_off_how_much_of_the_scale_a_judge_uses(
    marks: Given, judge: str, times: int
) -> None:
    of_judge = {value for (its, entry), value in marks.items() if its == judge and entry in CALIBRATION}
    assume(len(of_judge) > 1)
    wide = {key: value * times if key[0] == judge else value for key, value in marks.items()}
    found, other = standard_scores(marks, CALIBRATION), standard_scores(wide, CALIBRATION)
    for key, value in found.items():
        if key[0] == judge:
            assert other[key] == pytest.approx(value)


def test_by_hand() -> None:
    marks = {
        ("j", 0): Fraction(8),
        ("k", 0): Fraction(6),
        ("j", 1): Fraction(6),
        ("k", 1): Fraction(4),
        ("j", 2): Fraction(7),
    }
    assert judge_effects(marks) == {"j": 1, "k": -1}
    assert without_leniency(marks)["j", 2] == 6
    assert weighted_mark((9, 6), (2, 1)) == 8
    scores = standard_scores(marks, (0, 1))
    assert scores["j", 2] == 0
    assert scores["j", 0] == pytest.approx(2**-0.5)


def test_a_judge_without_any_spread_counts_by_that_of_the_others() -> None:
    marks = {("j", entry): Fraction(5) for entry in range(4)} | {
        ("k", entry): Fraction(value) for entry, value in enumerate((2, 4, 6, 8))
    }
    marks["j", 3] = Fraction(7)
    scores = standard_scores(marks, CALIBRATION)
    assert scores["j", 0] == 0
    assert scores["j", 3] == pytest.approx(1.0), "two above their mean, by the deviation 2 of k"
    alone = standard_scores({("j", 0): Fraction(5), ("j", 1): Fraction(5)}, (0, 1))
    assert alone == {("j", 0): 0.0, ("j", 1): 0.0}


def test_judges_who_marked_nothing_in_common_count_as_equally_strict() -> None:
    marks = {("j", 0): Fraction(9), ("k", 1): Fraction(3)}
    assert judge_effects(marks) == {"j": 0, "k": 0}
    assert judge_effects({}) == {}


def test_ties_share_a_place_or_are_decided_and_who_has_too_few_marks_has_none() -> None:
    scores = {1: (5.0, 2), 2: (5.0, 2), 3: (4.0, 2), 4: (9.0, 1)}
    shared = standings([1, 2, 3, 4, 5], scores, needed=2, tied_by={})
    assert {entry: its.place for entry, its in shared.items()} == {1: 1, 2: 1, 3: 3, 4: None, 5: None}
    assert (shared[4].score, shared[5].score, shared[4].judges) == (9.0, None, 1)
    decided = standings([1, 2, 3], scores, needed=2, tied_by={2: 1.0})
    assert {entry: its.place for entry, its in decided.items()} == {1: 2, 2: 1, 3: 3}


@settings(max_examples=30)
@given(all_marked(), st.randoms())
def test_the_order_of_marks_and_judges_says_nothing(marks: Given, chance: Any) -> None:
    mixed = list(marks.items())
    chance.shuffle(mixed)
    assert without_leniency(dict(mixed)) == without_leniency(marks)
    assert places(standard_scores(dict(mixed), CALIBRATION)) == places(standard_scores(marks, CALIBRATION))
