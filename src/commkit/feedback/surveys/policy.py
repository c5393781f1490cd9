"""The rules of surveys: what a question may be, which answers fit it, and what the answers come to."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import NormalDist

from attrs import evolve

from commkit.feedback.surveys.records import (
    Estimate,
    SurveyAnswer,
    SurveyQuestion,
    SurveyQuestionDraft,
    SurveyQuestionKind,
    SurveyQuestionResult,
    ValueCount,
)
from commkit.runtime.model.errors import FieldError

Z95 = NormalDist().inv_cdf(0.975)
"""The standard normal quantile of a two-sided 95 % interval: 1.95996."""

_CHOICES = (SurveyQuestionKind.SINGLE, SurveyQuestionKind.MULTIPLE)
_ENDS = {SurveyQuestionKind.NPS: (0, 10), SurveyQuestionKind.CSAT: (1, 5), SurveyQuestionKind.TEXT: (0, 0)}
_MAX_SCALE_LENGTH = 100
_MAX_SCALE_END = 1_000_000
_MAX_OPTIONS = 50

# --- questions and answers ---


def question(number: int, draft: SurveyQuestionDraft) -> SurveyQuestion:
    """A question as it is kept, with the ends of its kind."""
    low, high = _ENDS.get(draft.kind, (draft.low, draft.high))
    if draft.kind in _CHOICES:
        low, high = 1, len(draft.options)
    return SurveyQuestion(number, draft.kind, draft.prompt, draft.options, low, high, draft.required)


def question_errors(path: str, draft: SurveyQuestionDraft) -> list[FieldError]:
    """What is wrong with a question."""
    if draft.kind in _CHOICES:
        if not 2 <= len(set(draft.options)) == len(draft.options) <= _MAX_OPTIONS:
            told = f"give 2 to {_MAX_OPTIONS} different options"
            return [FieldError(f"{path}.options", "out_of_range", told)]
    elif draft.options:
        return [
            FieldError(f"{path}.options", "not_a_choice", f"a question of kind {draft.kind} has no options")
        ]
    if draft.kind is SurveyQuestionKind.SCALE:
        if not -_MAX_SCALE_END <= draft.low <= _MAX_SCALE_END:
            return [FieldError(f"{path}.low", "out_of_range", f"give -{_MAX_SCALE_END} to {_MAX_SCALE_END}")]
        if not 0 < draft.high - draft.low <= _MAX_SCALE_LENGTH:
            told = f"let the upper end be 1 to {_MAX_SCALE_LENGTH} above the lower one"
            return [FieldError(f"{path}.high", "out_of_range", told)]
    return []


def answer_errors(questions: Sequence[SurveyQuestion], answers: Sequence[SurveyAnswer]) -> list[FieldError]:
    """What is wrong with the answers to a survey."""
    known = {question.number: question for question in questions}
    seen: set[int] = set()
    faults: list[FieldError] = []
    for place, answer in enumerate(answers):
        path = f"answers[{place}]"
        found = known.get(answer.question)
        if found is None or answer.question in seen:
            told = "answer each question of the survey once"
            faults.append(FieldError(f"{path}.question", "unknown_question", told))
        else:
            faults += _answer_errors(path, found, answer)
        seen.add(answer.question)
    faults += [
        FieldError("answers", "not_answered", f"answer question {question.number}")
        for question in questions
        if question.required and question.number not in seen
    ]
    return faults


def _answer_errors(path: str, question: SurveyQuestion, answer: SurveyAnswer) -> list[FieldError]:
    if question.kind is SurveyQuestionKind.TEXT:
        if answer.values or not answer.text.strip():
            return [FieldError(f"{path}.text", "blank", "answer it in words, and give no values")]
        return []
    if answer.text:
        return [FieldError(f"{path}.text", "no_text", f"a question of kind {question.kind} takes no words")]
    many = question.kind is SurveyQuestionKind.MULTIPLE
    values = answer.values
    if not values or (len(values) > 1 and not many) or len(set(values)) != len(values):
        told = "give one or more different values" if many else "give one value"
        return [FieldError(f"{path}.values", "wrong_number", told)]
    if not all(question.low <= value <= question.high for value in values):
        told = f"give values from {question.low} to {question.high}"
        return [FieldError(f"{path}.values", "out_of_range", told)]
    return []


# --- what the answers come to ---


def net_promoter_score(promoters: int, passives: int, detractors: int) -> Estimate:
    """The Net Promoter Score, -100 to 100, with its 95 % interval.

    The score is the share of promoters (9 or 10) less the share of detractors (0 to 6), times 100. The interval is the
    adjusted Wald interval for the difference of two shares of one trinomial sample: 3/4 of an answer is added to the
    promoters, 3/4 to the detractors and 3/2 to the passives; with these shares p and d and their total N the interval
    is (p - d) +- z * sqrt((p + d - (p - d)^2) / N). Cut to -100 and 100. Where very few answered and all
    agree, the score itself can lie just outside of it.

    Source: B. Rocks, Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 2016, who
    found it the best of six for samples of most sizes; the constants as in J. Lewis, J. Sauro, Confidence Intervals
    for Net Promoter Scores, MeasuringU, 2021.

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


def share(hits: int, n: int) -> Estimate:
    """A share, 0 to 1, with its 95 % Wilson score interval, which also holds for small samples and shares near 0 or 1.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22(158), 1927.

    Args:
        hits: How many.
        n: Of how many, at least 1.
    """
    z2 = Z95**2
    middle = (hits + z2 / 2) / (n + z2)
    half = Z95 / (n + z2) * sqrt(hits * (n - hits) / n + z2 / 4)
    return Estimate(hits / n, max(middle - half, 0.0), min(middle + half, 1.0))


def summarize(question: SurveyQuestion, counts: Mapping[int, int], n: int) -> SurveyQuestionResult:
    """What the answers to a question come to.

    Args:
        question: Which.
        counts: How often each value was given.
        n: How many answered it.
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
    if question.kind in _CHOICES:
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
    return question.options[value - 1] if question.kind in _CHOICES else ""


# --- what would tell on few ---


def suppress_small_groups(
    results: Sequence[SurveyQuestionResult], *, floor: int, alone: bool = False
) -> list[SurveyQuestionResult]:
    """Results of one question in several groups, without those that would tell on few people.

    What fewer than `floor` people answered is left out. It could still be had by taking the other groups from the
    total; so of these the smallest are left out too, until what is left out stands for `floor` people at least.

    Args:
        results: One for each group.
        floor: How many people must have answered.
        alone: Whether there is no total to take them from.
    """
    few = {place for place, result in enumerate(results) if 0 < result.n < floor}
    others = sorted((r.n, place) for place, r in enumerate(results) if r.n >= floor)
    while few and not alone and others and sum(results[place].n for place in few) < floor:
        few.add(others.pop(0)[1])
    return [_suppressed(result) if place in few else result for place, result in enumerate(results)]


def _suppressed(result: SurveyQuestionResult) -> SurveyQuestionResult:
    return SurveyQuestionResult(
        number=result.number, kind=result.kind, prompt=result.prompt, n=result.n, suppressed=True
    )
