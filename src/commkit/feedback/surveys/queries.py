"""Handlers of queries of surveys."""

from uuid import UUID

from commkit.feedback.feature import feedback
from commkit.feedback.surveys import statements as sql
from commkit.feedback.surveys.messages import ListSurveyQuestions, ListSurveys, ReadSurvey
from commkit.feedback.surveys.records import Survey, SurveyQuestion
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.surveys")


@feedback.handles(ReadSurvey)
def read_survey(context: Context, query: ReadSurvey) -> Survey:
    """Load the survey."""
    return context.get(Survey, query.survey)


@feedback.handles(ListSurveyQuestions)
def list_survey_questions(context: Context, query: ListSurveyQuestions) -> tuple[SurveyQuestion, ...]:
    """List the questions of a survey visible to the actor."""
    survey = context.get(Survey, query.survey)
    return tuple(context.rows(sql.QUESTIONS, survey=survey.id))


@feedback.handles(ListSurveys)
def list_surveys(context: Context, query: ListSurveys) -> Page[Survey]:
    """List by id, which rises with time."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda survey: (survey.id,))
