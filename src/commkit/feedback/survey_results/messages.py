"""The queries of survey results."""

from typing import Literal

from attrs import field, frozen

from commkit.feedback.survey_results.records import SurveyResults, SurveyTextAnswer
from commkit.feedback.surveys.records import SurveyId
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page

Grouping = Literal["nothing", "role", "staff", "trust"]


@frozen
class ReadSurveyResults(Query[SurveyResults]):
    """The results of a survey, with sample sizes.

    Attributes:
        survey: The survey.
        by: Also group the answers by role, by staff and others, or by trust level, as of the time of each response.
            Results of groups below the community's `anonymity_threshold` are suppressed.

    Raises:
        Conflict: An anonymous survey is not over yet, or is to be grouped.
    """

    permission = "feedback.manage_surveys"
    personal = ()

    survey: SurveyId
    by: Grouping = field(default="nothing", kw_only=True)


@frozen
class ListSurveyTextAnswers(Query[Page[SurveyTextAnswer]]):
    """The text answers to a question, newest first; those of an anonymous survey in random order.

    Attributes:
        survey: The survey.
        question: The question's number.
        after: The `next` of the previous page.
        limit: Answers on a page, 1 to 100.

    Raises:
        Conflict: An anonymous survey is not over yet, or has fewer answers to the question than the
            `anonymity_threshold`.
    """

    permission = "feedback.manage_surveys"
    personal = ()

    survey: SurveyId
    question: int
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
