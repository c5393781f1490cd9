"""What surveys brought: counts from the answers, numbers from the counts, and nothing that tells on few people."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.keyset import id_after
from commkit.feedback.surveys import statements as sql
from commkit.feedback.surveys.messages import ListSurveyTextAnswers, ReadSurveyResults
from commkit.feedback.surveys.policy import summarize, suppress_small_groups
from commkit.feedback.surveys.records import (
    Survey,
    SurveyGroup,
    SurveyQuestion,
    SurveyQuestionResult,
    SurveyResults,
    SurveyTextAnswer,
)
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, page_size


@feedback.handles(ReadSurveyResults)
def read_survey_results(context: Context, query: ReadSurveyResults) -> SurveyResults:
    """Of an anonymous survey when it is over, so that no response can be seen coming in."""
    found = context.get(Survey, query.survey)
    _check_results_available(context, found)
    if found.anonymous and query.by != "nothing":
        raise Conflict("feedback.anonymous", "an anonymous survey keeps nothing to group its answers by")
    questions = context.rows(sql.QUESTIONS, survey=found.id)
    ((asked, invited_responses),) = context.rows(sql.INVITATION_COUNTS, id=found.id)
    return SurveyResults(
        survey=found.id,
        invited=asked,
        invited_responses=invited_responses,
        response_rate=invited_responses / asked if asked else None,
        responses=found.response_count,
        questions=_of_all(context, found, questions),
        groups=_of_groups(context, found, questions, query.by) if query.by != "nothing" else (),
    )


@feedback.handles(ListSurveyTextAnswers)
def list_survey_text_answers(context: Context, query: ListSurveyTextAnswers) -> Page[SurveyTextAnswer]:
    """By the id of the response, which is random in an anonymous survey."""
    found = context.get(Survey, query.survey)
    _check_results_available(context, found)
    answered = dict(context.rows(sql.SAMPLES, survey=found.id)).get(query.question, 0)
    if found.anonymous and answered < _floor(context):
        raise Conflict("feedback.too_few_answers", "too few have answered to show what they wrote")
    limit = page_size(query.limit)
    question = query.question if answered else 0  # a number that no column holds is no question
    texts = context.rows(
        sql.TEXTS, survey=found.id, question=question, after=id_after(query.after), size=limit + 1
    )
    return cut(texts, limit, lambda text: text.response.bytes)


def _check_results_available(context: Context, survey: Survey) -> None:
    if survey.anonymous and not survey.is_over(context.now):
        raise Conflict(
            "feedback.survey_still_open", "what an anonymous survey brought is told when it is over; close it"
        )


def _floor(context: Context) -> int:
    return context.settings(FeedbackSettings).anonymity_threshold


def _of_all(
    context: Context, survey: Survey, questions: Sequence[SurveyQuestion]
) -> tuple[SurveyQuestionResult, ...]:
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for number, value, count in context.rows(sql.COUNTS, survey=survey.id):
        counts[number][value] = count
    samples = dict(context.rows(sql.SAMPLES, survey=survey.id))
    told = (summarize(one, counts[one.number], samples.get(one.number, 0)) for one in questions)
    if not survey.anonymous:
        return tuple(told)
    return tuple(suppress_small_groups([one], floor=_floor(context), alone=True)[0] for one in told)


def _of_groups(
    context: Context, survey: Survey, questions: Sequence[SurveyQuestion], by: str
) -> tuple[SurveyGroup, ...]:
    counts: dict[tuple[Any, int], dict[int, int]] = defaultdict(dict)
    for group, number, value, count in context.rows(sql.COUNTS_BY[by], survey=survey.id):
        counts[group, number][value] = count
    samples = {(group, number): n for group, number, n in context.rows(sql.SAMPLES_BY[by], survey=survey.id)}
    groups = context.rows(sql.RESPONSES_BY[by], survey=survey.id)
    columns = []
    for one in questions:
        results = [
            summarize(one, counts[group, one.number], samples.get((group, one.number), 0))
            for group, _ in groups
        ]
        columns.append(suppress_small_groups(results, floor=_floor(context)))
    return tuple(
        SurveyGroup(_named(group, by), responses, tuple(column[place] for column in columns))
        for place, (group, responses) in enumerate(groups)
    )


def _named(group: Any, by: str) -> str:
    if by == "staff":
        return "staff" if group else "members"
    return str(group)
