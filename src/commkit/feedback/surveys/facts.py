"""What is told of surveys."""

from attrs import frozen

from commkit.feedback.surveys.records import SurveyId
from commkit.runtime.model.messages import Fact


@frozen
class SurveyCreated(Fact):
    """A survey was made."""

    name = "feedback.survey_created"
    survey: SurveyId
    anonymous: bool


@frozen
class SurveyClosed(Fact):
    """A survey was closed by hand."""

    name = "feedback.survey_closed"
    survey: SurveyId
    responses: int


@frozen
class SurveyAnswered(Fact):
    """A member answered a survey; it never tells what."""

    name = "feedback.survey_answered"
    inward = ("actor",)
    survey: SurveyId


@frozen
class SurveyInvitationsSent(Fact):
    """Members were asked to answer a survey."""

    name = "feedback.survey_invitations_sent"
    survey: SurveyId
    members: int
