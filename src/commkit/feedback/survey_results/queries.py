"""Handlers of queries of survey results; small groups are suppressed."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.survey_results import statements as sql
from commkit.feedback.survey_results.messages import ListSurveyTextAnswers, ReadSurveyResults
from commkit.feedback.survey_results.policy import summarize, suppress_small_groups
from commkit.feedback.survey_results.records import (
    SurveyGroup,
    SurveyQuestionResult,
    SurveyResults,
    SurveyTextAnswer,
)
from commkit.feedback.surveys import statements as surveys_sql
from commkit.feedback.surveys.records import Survey, SurveyQuestion
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.survey_texts")


@feedback.handles(ReadSurveyResults)
def read_survey_results(context: Context, query: ReadSurveyResults) -> SurveyResults:
    """Read counts and evaluate them; an anonymous survey only after its end, so that no single response shows."""
    survey = context.get(Survey, query.survey)
    _check_results_available(context, survey)
    if survey.anonymous and query.by != "nothing":
        raise Conflict("feedback.anonymous", "an anonymous survey stores nothing to group its answers by")
    questions = context.rows(surveys_sql.QUESTIONS, survey=survey.id)
    ((invited, invited_responses),) = context.rows(sql.INVITATION_COUNTS, id=survey.id)
    return SurveyResults(
        survey=survey.id,
        invited=invited,
        invited_responses=invited_responses,
        response_rate=invited_responses / invited if invited else None,
        responses=survey.response_count,
        questions=_total_results(context, survey, questions),
        groups=_group_results(context, survey, questions, query.by) if query.by != "nothing" else (),
    )


@feedback.handles(ListSurveyTextAnswers)
def list_survey_text_answers(context: Context, query: ListSurveyTextAnswers) -> Page[SurveyTextAnswer]:
    """List by the id of the response, which is random in an anonymous survey."""
    survey = context.get(Survey, query.survey)
    _check_results_available(context, survey)
    answered = dict(context.rows(sql.SAMPLES, survey=survey.id)).get(query.question, 0)
    if survey.anonymous and answered < _threshold(context):
        raise Conflict("feedback.too_few_answers", "too few members answered to show what they wrote")
    limit = page_size(query.limit)
    # A number that does not fit the column is replaced by one that no question has.
    question = query.question if answered else 0
    (after,) = _BY_ID.within(survey.id, question).decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.TEXTS, survey=survey.id, question=question, after=after, size=limit + 1)
    return _BY_ID.within(survey.id, question).page(rows, limit, lambda answer: (answer.response,))


def _check_results_available(context: Context, survey: Survey) -> None:
    if survey.anonymous and not survey.is_over(context.now):
        raise Conflict(
            "feedback.survey_still_open",
            "results of an anonymous survey are available after its end; close it first",
        )


def _threshold(context: Context) -> int:
    return context.settings(FeedbackSettings).anonymity_threshold


def _total_results(
    context: Context, survey: Survey, questions: Sequence[SurveyQuestion]
) -> tuple[SurveyQuestionResult, ...]:
    """The results over all responses, one for each question."""
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for number, value, count in context.rows(sql.COUNTS, survey=survey.id):
        counts[number][value] = count
    samples = dict(context.rows(sql.SAMPLES, survey=survey.id))
    results = (
        summarize(question, counts[question.number], samples.get(question.number, 0))
        for question in questions
    )
    if not survey.anonymous:
        return tuple(results)
    threshold = _threshold(context)
    return tuple(
        suppress_small_groups([result], threshold=threshold, has_total=False)[0] for result in results
    )


def _group_results(
    context: Context, survey: Survey, questions: Sequence[SurveyQuestion], by: str
) -> tuple[SurveyGroup, ...]:
    """The results of each group, one for each question."""
    counts: dict[tuple[Any, int], dict[int, int]] = defaultdict(dict)
    for group, number, value, count in context.rows(sql.COUNTS_BY[by], survey=survey.id):
        counts[group, number][value] = count
    samples = {(group, number): n for group, number, n in context.rows(sql.SAMPLES_BY[by], survey=survey.id)}
    groups = context.rows(sql.RESPONSES_BY[by], survey=survey.id)
    columns = []
    for question in questions:
        results = [
            summarize(question, counts[group, question.number], samples.get((group, question.number), 0))
            for group, _ in groups
        ]
        columns.append(suppress_small_groups(results, threshold=_threshold(context)))
    return tuple(
        SurveyGroup(_group_name(group, by), responses, tuple(column[row] for column in columns))
        for row, (group, responses) in enumerate(groups)
    )


def _group_name(group: Any, by: str) -> str:
    if by == "staff":
        return "staff" if group else "members"
    return str(group)
