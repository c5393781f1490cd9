"""What can be asked of surveys."""

from datetime import datetime
from typing import Annotated, Literal

from attrs import field, frozen

from commkit.feedback.surveys.records import (
    Survey,
    SurveyAnswer,
    SurveyId,
    SurveyQuestion,
    SurveyQuestionDraft,
    SurveyResults,
    SurveyTextAnswer,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Title = Annotated[str, Text(max=200, lines=False)]
Intro = Annotated[str, Text(max=5_000, min=0)]
RoleName = Annotated[str, Text(max=64, lines=False)]
Grouping = Literal["nothing", "role", "staff", "trust"]


@frozen(kw_only=True)
class CreateSurvey(Command[Survey]):
    """Make a survey. Its questions stay as they are, so that all answer the same.

    Attributes:
        title: What it is called.
        intro: What is said ahead of the questions.
        questions: 1 to 50 questions.
        opens_at: When it opens; left out, now.
        closes_at: When it closes by itself.
        quota: Responses it takes, at most.
        anonymous: Whether responses are kept without who gave them. Results are told only when it is over then.
        role: Only members with this role.
        min_trust: Only members who are trusted so far.
        staff: True for staff only, False for all others only.

    Raises:
        Invalid: A question is malformed, the times are in the wrong order, or the quota is no number of people.
    """

    permission = "feedback.manage_surveys"
    personal = ()

    title: Title
    intro: Intro = ""
    questions: tuple[SurveyQuestionDraft, ...]
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    quota: int | None = None
    anonymous: bool = False
    role: RoleName | None = None
    min_trust: int = 0
    staff: bool | None = None


@frozen
class CloseSurvey(Command[Survey]):
    """Take no more responses.

    Raises:
        Conflict: It is closed already.
    """

    permission = "feedback.manage_surveys"
    survey: SurveyId


@frozen
class InviteToSurvey(Command[Survey]):
    """Ask everybody in the audience who was not asked anything lately; the worker does it as soon as it is open.

    Raises:
        Conflict: It is over.
    """

    permission = "feedback.manage_surveys"
    survey: SurveyId


@frozen
class NotifySurveyAudience(Command[None]):
    """Ask some members of a survey's audience, and plan the next ones; for the host only.

    Attributes:
        survey: Which.
        after: The last one looked at before; left out, it begins.
    """

    permission = "feedback.notify"

    survey: SurveyId
    after: MemberId | None = field(default=None, kw_only=True)


@frozen
class StartNextSurvey(Command[Survey]):
    """The survey that the actor is to be asked now; it counts as asking them, so show it.

    A member is asked each survey once, and nothing at all for a while after that; see `recontact_period`.

    Raises:
        NotFound: There is nothing to ask them now.
    """

    permission = "feedback.answer_surveys"


@frozen
class AnswerSurvey(Command[Survey]):
    """Answer a survey; each member once.

    Attributes:
        survey: Which.
        answers: One for each question that is answered.

    Raises:
        Conflict: It is not open, its quota is used up, or the actor has answered it.
        Denied: The actor is not in its audience.
        Invalid: Answers do not fit the questions; all faults are told.
    """

    permission = "feedback.answer_surveys"
    discreet = True
    personal = ("answers",)

    survey: SurveyId
    answers: tuple[SurveyAnswer, ...]


@frozen
class ReadSurvey(Query[Survey]):
    """One survey, for its audience and for who makes surveys."""

    permission = "feedback.answer_surveys"
    survey: SurveyId


@frozen
class ListSurveyQuestions(Query[tuple[SurveyQuestion, ...]]):
    """The questions of a survey, in order."""

    permission = "feedback.answer_surveys"
    survey: SurveyId


@frozen(kw_only=True)
class ListSurveys(Query[Page[Survey]]):
    """Surveys that the actor may see, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Surveys on a page, 1 to 100.
    """

    permission = "feedback.answer_surveys"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadSurveyResults(Query[SurveyResults]):
    """What a survey brought, with the sizes of the samples.

    Attributes:
        survey: Which.
        by: Whether the answers are told by groups too: by role, by staff and others, or by trust level, as these were
            when they answered. What would tell on fewer people than the community's privacy floor is left out.

    Raises:
        Conflict: An anonymous survey is not over, or has no groups.
    """

    permission = "feedback.manage_surveys"
    personal = ()

    survey: SurveyId
    by: Grouping = field(default="nothing", kw_only=True)


@frozen
class ListSurveyTextAnswers(Query[Page[SurveyTextAnswer]]):
    """What was written in answer to a question; those of an anonymous survey in random order.

    Attributes:
        survey: Which.
        question: The question's number.
        after: The `next` of the page before.
        limit: Answers on a page, 1 to 100.

    Raises:
        Conflict: An anonymous survey is not over, or fewer than the privacy floor have answered the question.
    """

    permission = "feedback.manage_surveys"
    personal = ()

    survey: SurveyId
    question: int
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
