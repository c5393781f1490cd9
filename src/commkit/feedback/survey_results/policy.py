"""The statistics of surveys: scores with confidence intervals, and suppression of small groups."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import NormalDist

from attrs import evolve

from commkit.feedback.survey_results.records import Estimate, SurveyQuestionResult, ValueCount
from commkit.feedback.surveys.policy import CHOICE_KINDS
from commkit.feedback.surveys.records import SurveyQuestion, SurveyQuestionKind
from commkit.statistics import hidden_groups, share_of

Z95 = NormalDist().inv_cdf(0.975)
"""The standard normal quantile of a two-sided 95 % interval: 1.95996."""


def net_promoter_score(promoters: int, passives: int, detractors: int) -> Estimate:
    """The Net Promoter Score, -100 to 100, with its 95 % interval.

    The score is the share of promoters (9 or 10) minus the share of detractors (0 to 6), times 100. The interval is the
    adjusted Wald interval for the difference of two shares of one trinomial sample: 3/4 of an answer is added to the
    promoters, 3/4 to the detractors and 3/2 to the passives; with these shares p and d and their total N the interval
    is (p - d) +- z * sqrt((p + d - (p - d)^2) / N), clipped to -100 and 100. For a very small sample in which all
    agree, the score itself can lie just outside of it.

    Source: B. Rocks, Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 2016, where
    it is the best of six intervals for most sample sizes; the constants as in J. Lewis, J. Sauro, Confidence
    Intervals for Net Promoter Scores, MeasuringU, 2021.

    Args:
        promoters: Answers of 9 or 10.
        passives: Answers of 7 or 8.
        detractors: Answers of 0 to 6; at least one of the three counts is positive.
    """
    n = promoters + passives + detractors
    total = n + 3
    p, d = (promoters + 0.75) / total, (detractors + 0.75) / total
    half = Z95 * sqrt((p + d - (p - d) ** 2) / total)
    low, high = max(p - d - half, -1.0), min(p - d + half, 1.0)
    return Estimate(100 * (promoters - detractors) / n, 100 * low, 100 * high)


def share(hits: int, n: int) -> Estimate | None:
    """A share, 0 to 1, as an estimate; see `commkit.statistics.share_of`.

    Args:
        hits: Number of hits.
        n: Sample size.
    """
    found = share_of(hits, n)
    return Estimate(found.value, found.low, found.high) if found is not None else None


def summarize(question: SurveyQuestion, counts: Mapping[int, int], n: int) -> SurveyQuestionResult:
    """Evaluate the answers to a question.

    Args:
        question: The question.
        counts: How often each value was given.
        n: Sample size: how many members answered it.
    """
    result = SurveyQuestionResult(number=question.number, kind=question.kind, prompt=question.prompt, n=n)
    if not n or question.kind is SurveyQuestionKind.TEXT:
        return result
    result = evolve(
        result,
        counts=tuple(
            ValueCount(value, _label(question, value), counts.get(value, 0), counts.get(value, 0) / n)
            for value in range(question.low, question.high + 1)
        ),
    )
    if question.kind in CHOICE_KINDS:
        return result
    mean = sum(value * count for value, count in counts.items()) / n
    squares = sum(count * (value - mean) ** 2 for value, count in counts.items())
    return evolve(
        result,
        mean=mean,
        deviation=sqrt(squares / (n - 1)) if n > 1 else None,
        nps=_nps(counts) if question.kind is SurveyQuestionKind.NPS else None,
        satisfied=share(counts.get(4, 0) + counts.get(5, 0), n)
        if question.kind is SurveyQuestionKind.CSAT
        else None,
    )


def _nps(counts: Mapping[int, int]) -> Estimate:
    promoters = counts.get(9, 0) + counts.get(10, 0)
    passives = counts.get(7, 0) + counts.get(8, 0)
    return net_promoter_score(promoters, passives, sum(counts.values()) - promoters - passives)


def _label(question: SurveyQuestion, value: int) -> str:
    return question.options[value - 1] if question.kind in CHOICE_KINDS else ""


def suppress_small_groups(
    results: Sequence[SurveyQuestionResult], *, threshold: int, has_total: bool = True
) -> list[SurveyQuestionResult]:
    """Suppress the results of groups that are so small that they would reveal answers of single members.

    Which groups these are, says `commkit.statistics.hidden_groups`.

    Args:
        results: The results of one question, one for each group.
        threshold: How many members must have answered.
        has_total: Whether the total over all groups is shown.
    """
    small = hidden_groups([result.n for result in results], threshold=threshold, has_total=has_total)
    return [_suppressed(result) if index in small else result for index, result in enumerate(results)]


def _suppressed(result: SurveyQuestionResult) -> SurveyQuestionResult:
    return SurveyQuestionResult(
        number=result.number, kind=result.kind, prompt=result.prompt, n=result.n, suppressed=True
    )
