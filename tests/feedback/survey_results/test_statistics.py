"""The numbers of surveys, against numbers worked out by hand, and what is left out because it would tell on few."""

from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.feedback import SurveyQuestionResult
from commkit.feedback.survey_results.policy import (
    Z95,
    net_promoter_score,
    share,
    summarize,
    suppress_small_groups,
)
from commkit.feedback.surveys.records import SurveyQuestion, SurveyQuestionKind


def about(value: float) -> object:
    return pytest.approx(value, abs=5e-4)


def asked(kind: SurveyQuestionKind, low: int, high: int, options: tuple[str, ...] = ()) -> SurveyQuestion:
    return SurveyQuestion(1, kind, "How?", options, low, high, required=True)


def test_the_net_promoter_score_of_a_hundred() -> None:
    """50 promoters, 30 passives, 20 detractors, so p = 50.75/103 and d = 20.75/103.

    p - d = 0.29126; p + d - (p - d)^2 = 0.69417 - 0.08483 = 0.60934; sqrt(0.60934 / 103) = 0.07691, times 1.95996 is
    0.15075: 0.14051 to 0.44201.
    """
    found = net_promoter_score(50, 30, 20)
    assert (found.value, found.low, found.high) == (30.0, about(14.0511), about(44.2013))


@pytest.mark.parametrize("counts", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (5, 0, 5)])
def test_small_samples_have_wide_intervals_within_the_range(counts: tuple[int, int, int]) -> None:
    """Where all agree, the plain interval would have no width at all."""
    found = net_promoter_score(*counts)
    assert -100 <= found.low <= found.high <= 100
    assert found.high - found.low > 50


def coverage(n: int, p: float, d: float, *, adjusted: bool) -> float:
    """How probable it is that the interval of a sample of n holds the score of the whole."""
    total, rest = 0.0, 1 - p - d
    for promoters in range(n + 1):
        for detractors in range(n - promoters + 1):
            passives = n - promoters - detractors
            if adjusted:
                found = net_promoter_score(promoters, passives, detractors)
                low, high = found.low / 100, found.high / 100
            else:
                a, b = promoters / n, detractors / n
                half = Z95 * sqrt((a + b - (a - b) ** 2) / n)
                low, high = a - b - half, a - b + half
            if low <= p - d <= high:
                ways = comb(n, promoters) * comb(n - promoters, detractors)
                total += ways * p**promoters * d**detractors * rest**passives
    return total


@pytest.mark.parametrize(("n", "p", "d"), [(10, 0.5, 0.2), (25, 0.3, 0.3), (40, 0.7, 0.05), (40, 0.1, 0.6)])
def test_the_interval_covers_the_score_as_often_as_claimed(n: int, p: float, d: float) -> None:
    assert 0.92 <= coverage(n, p, d, adjusted=True) <= 0.99


def test_control_the_wald_interval_does_not() -> None:
    assert coverage(10, 0.9, 0.05, adjusted=False) < 0.75
    assert coverage(10, 0.9, 0.05, adjusted=True) > 0.9


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_the_wilson_interval(hits: int, n: int, low: float, high: float) -> None:
    found = share(hits, n)
    assert found is not None
    assert (found.value, found.low, found.high) == (hits / n, about(low), about(high))


def test_each_kind_of_question_has_its_statistics() -> None:
    nps = summarize(asked(SurveyQuestionKind.NPS, 0, 10), {10: 1, 9: 1, 8: 1, 0: 1}, 4)
    assert nps.nps == net_promoter_score(2, 1, 1)
    assert (nps.mean, nps.n, len(nps.counts), nps.satisfied) == (6.75, 4, 11, None)
    csat = summarize(asked(SurveyQuestionKind.CSAT, 1, 5), {5: 6, 4: 2, 1: 2}, 10)
    assert (csat.satisfied, csat.nps) == (share(8, 10), None)
    scale = summarize(asked(SurveyQuestionKind.SCALE, -2, 2), {-2: 1, 0: 1, 2: 1}, 3)
    assert (scale.mean, scale.deviation) == (0, 2)
    assert summarize(asked(SurveyQuestionKind.SCALE, 1, 3), {1: 1}, 1).deviation is None
    many = summarize(asked(SurveyQuestionKind.MULTIPLE, 1, 2, ("tea", "coffee")), {1: 3, 2: 1}, 3)
    assert [(one.label, one.count, one.share) for one in many.counts] == [
        ("tea", 3, 1.0),
        ("coffee", 1, 1 / 3),
    ]
    assert summarize(asked(SurveyQuestionKind.TEXT, 0, 0), {0: 3}, 3).counts == ()
    assert summarize(asked(SurveyQuestionKind.NPS, 0, 10), {}, 0) == SurveyQuestionResult(
        number=1, kind=SurveyQuestionKind.NPS, prompt="How?", n=0
    )


def groups(*sizes: int) -> list[SurveyQuestionResult]:
    return [summarize(asked(SurveyQuestionKind.CSAT, 1, 5), {5: n}, n) for n in sizes]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((5, 9), []),
        ((4, 9, 6), [0, 2]),
        ((0, 9, 6), []),
        ((1, 2, 9), [0, 1, 2]),
        ((3, 3, 9), [0, 1]),
        ((4,), [0]),
    ],
)
def test_small_groups_are_suppressed_with_their_complement(sizes: tuple[int, ...], hidden: list[int]) -> None:
    told = suppress_small_groups(groups(*sizes), threshold=5)
    assert [place for place, result in enumerate(told) if result.suppressed] == hidden
    assert all(not told[place].counts and told[place].satisfied is None for place in hidden)


@given(sizes=st.lists(st.integers(0, 30), min_size=1, max_size=8), threshold=st.integers(2, 10))
def test_no_small_group_can_be_computed_from_the_total(sizes: list[int], threshold: int) -> None:
    """What is left out is empty, or all of it together is as large as the threshold, or nothing else is left."""
    told = suppress_small_groups(groups(*sizes), threshold=threshold)
    shown = [result.n for result in told if not result.suppressed]
    assert all(n == 0 or n >= threshold for n in shown)
    left_out = sum(result.n for result in told if result.suppressed)
    assert left_out == 0 or left_out >= threshold or not any(shown)
