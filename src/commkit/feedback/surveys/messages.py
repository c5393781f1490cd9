"""The commands and queries of surveys."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit.feedback.surveys.records import (
    Survey,
    SurveyAnswer,
    SurveyId,
    SurveyQuestion,
    SurveyQuestionDraft,
)
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

Title = Annotated[str, Text(max=200, multiline=False)]

Intro = Annotated[str, Text(max=5_000, min=0)]

RoleName = Annotated[str, Text(max=64, multiline=False)]


@frozen(kw_only=True)
class CreateSurvey(TextCommand[Survey]):
    """Create a survey. Its questions cannot be changed, so that all members answer the same ones.

    Attributes:
        title: Its title.
        intro: Text shown before the questions.
        questions: 1 to 50 questions.
        opens_at: When it opens; None for now.
        closes_at: When it closes by itself; None for never.
        quota: Responses accepted at most, 1 to 1,000,000; None for any number.
        anonymous: Whether responses are stored without the member; results are then available only after the end.
        role: Audience: only members with this role; None for all roles.
        min_trust: Audience: only members with at least this trust level, 0 to 100.
        staff: Audience: True for staff only, False for everybody else, None for both.
        space: The space that it stands in: of its audience, those are asked who see the space.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The space is archived.
        Invalid: A question, the times, the quota or the trust level is invalid.
    """

    permission = "feedback.manage_surveys"
    creates = True
    shown = ("title", "intro", "questions")
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
    space: SpaceId | None = None


@frozen
class CloseSurvey(Command[Survey]):
    """Close a survey: it accepts no more responses.

    Raises:
        Conflict: It is closed already.
    """

    permission = "feedback.manage_surveys"
    survey: SurveyId


@frozen
class InviteToSurvey(Command[Survey]):
    """Invite the members of the audience, from the opening on, by the worker.

    Members who were invited to any survey within the `recontact_period` are left out.

    Raises:
        Conflict: The survey is over.
    """

    permission = "feedback.manage_surveys"
    survey: SurveyId


@frozen
class StartNextSurvey(Command[Survey]):
    """Choose a survey for the actor and invite them to it, so show what it returns.

    A member is invited to each survey once, and to no other survey within the `recontact_period`.

    Raises:
        NotFound: There is no survey for the actor now.
    """

    permission = "feedback.answer_surveys"
    discreet = True  # who is given a survey answers it, as a rule in the next minutes


@frozen
class AnswerSurvey(TextCommand[Survey]):
    """Answer a survey; each member can once.

    Attributes:
        survey: The survey.
        answers: One for each question that is answered.

    Raises:
        Conflict: It is not open, its quota is reached, or the actor has answered it.
        Denied: The actor is not in its audience.
        Invalid: Answers do not fit the questions; every error is listed.
    """

    permission = "feedback.answer_surveys"
    shown = ("answers",)
    discreet = True
    personal = ("answers",)

    survey: SurveyId
    answers: tuple[SurveyAnswer, ...]


@frozen
class ReadSurvey(Query[Survey]):
    """One survey, for its audience and for members who manage surveys."""

    permission = "feedback.answer_surveys"
    survey: SurveyId


@frozen
class ListSurveyQuestions(Query[tuple[SurveyQuestion, ...]]):
    """The questions of a survey, in order."""

    permission = "feedback.answer_surveys"
    survey: SurveyId


@frozen(kw_only=True)
class ListSurveys(Query[Page[Survey]]):
    """Surveys visible to the actor, newest first.

    Attributes:
        after: The `next` of the previous page.
        limit: Surveys on a page, 1 to 100.
    """

    permission = "feedback.answer_surveys"
    personal = ()

    after: str | None = None
    limit: int = 20
