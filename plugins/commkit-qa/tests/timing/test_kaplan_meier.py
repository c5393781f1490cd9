"""The Kaplan-Meier median: the same as by the definition, and what always holds of it; and of what the reader sees."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from random import Random
from statistics import median_low
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.statistics import EventRun, median_place, median_wait
from commkit_qa import AcceptAnswer, CloseQuestion, KaplanMeierMedian, ReadAnswerTimes

MINUTE = timedelta(minutes=1)
Waits = list[tuple[int, bool]]
"""How long each waited, and whether it still waits."""

waits = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=40)


def estimated(all_waits: Waits) -> int | None:
    """The median of these waits, in minutes."""
    found = median_wait(
        (took * MINUTE for took, censored in all_waits if not censored),
        (waited * MINUTE for waited, censored in all_waits if censored),
    )
    waiting = sum(censored for _, censored in all_waits)
    assert (found.ended, found.waiting) == (len(all_waits) - waiting, waiting)
    return None if found.median is None else found.median // MINUTE


def by_definition(all_waits: Waits) -> int | None:
    """The product over the distinct times, as Kaplan and Meier write it."""
    curve = Fraction(1)
    for time in sorted({took for took, censored in all_waits if not censored}):
        at_risk = sum(took >= time for took, _ in all_waits)
        curve *= 1 - Fraction(all_waits.count((time, False)), at_risk)
        if curve <= Fraction(1, 2):
            return time
    return None


def test_a_published_example_gives_its_median() -> None:
    """Remission in weeks of the patients treated with 6-MP: the median is 23.

    Source: E. A. Gehan, A generalized Wilcoxon test for comparing arbitrarily singly-censored samples, Biometrika 52,
    1965, 203-223.
    """
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    assert estimated([*((week, False) for week in relapsed), *((week, True) for week in censored)]) == 23


@given(waits)
def test_it_is_the_product_over_distinct_times(all_waits: Waits) -> None:
    assert estimated(all_waits) == by_definition(all_waits)


@given(st.lists(st.integers(0, 12), min_size=1))
def test_where_nobody_waits_it_is_the_lower_median(took: Sequence[int]) -> None:
    assert estimated([(time, False) for time in took]) == median_low(took)


@given(waits, st.integers(0, 12))
def test_one_more_who_waits_never_lowers_it(all_waits: Waits, waited: int) -> None:
    before, after = estimated(all_waits), estimated([*all_waits, (waited, True)])
    assert after is None or (before is not None and after >= before)


@given(waits, st.integers(1, 12))
def test_waiting_longer_never_lowers_it(all_waits: Waits, more: int) -> None:
    later = [(took + more if censored else took, censored) for took, censored in all_waits]
    before, after = estimated(all_waits), estimated(later)
    assert after is None or (before is not None and after >= before)


@given(waits)
def test_it_lies_between_the_answered_ones_and_where_half_of_all_are_answered(all_waits: Waits) -> None:
    found = estimated(all_waits)
    answered = sorted(took for took, censored in all_waits if not censored)
    half = (len(all_waits) + 1) // 2
    if found is not None:
        assert found in answered
        assert found >= median_low(answered)
    if len(answered) >= half > 0:
        assert found is not None
        assert found <= answered[half - 1]


def test_where_all_wait_or_nobody_is_there_it_is_not_known() -> None:
    assert estimated([]) is None
    assert estimated([(3, True), (4, True)]) is None


def test_a_curve_of_exactly_one_half_counts() -> None:
    """10/12 times 3/5, which floats may take for a little more or less."""
    begun = EventRun(1, 2)
    assert median_place(12, [begun, EventRun(8, 1)]) is None
    assert median_place(12, [begun, EventRun(8, 2)]) == 9
    assert median_place(12, [begun, EventRun(8, 4)]) == 9


@pytest.mark.parametrize("seed", range(2))
def test_the_statements_give_what_the_definition_gives(town: Any, seed: int) -> None:
    """With ties, with those that wait, and with closed ones that wait for nothing."""
    random = Random(seed)
    asked: list[tuple[Any, int | None]] = []
    for _ in range(14):
        question = town.question()
        minutes = random.choice((None, None, 1, 2, 2, 3, 5, 8))
        if minutes is not None:
            town.clock.advance(minutes * MINUTE)
            answer = town.answer(question.id, by="bob")
            town.do("ada", AcceptAnswer(question.id, answer.id))
        elif random.random() < 0.2:
            town.do("ada", CloseQuestion(question.id, "It went away."))
            continue
        asked.append((question, minutes))
        town.clock.advance(random.randint(0, 2) * MINUTE)
    now = town.clock.now
    all_waits = [
        ((now - question.created_at) // MINUTE if took is None else took, took is None)
        for question, took in asked
    ]
    middle = by_definition(all_waits)
    waiting = sum(censored for _, censored in all_waits)
    found = town.ask("stew", ReadAnswerTimes())
    assert found.useful_answer_with_waiting == found.first_reply_with_waiting
    assert found.useful_answer_with_waiting == KaplanMeierMedian(
        len(asked) - waiting, waiting, None if middle is None else middle * MINUTE
    )
