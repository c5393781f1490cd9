"""The facts of surveys."""

from attrs import frozen

from commkit.feedback.surveys.records import SurveyId
from commkit.runtime.model.messages import Fact


@frozen
class SurveyCreated(Fact):
    """A survey was created."""

    name = "feedback.survey_created"
    survey: SurveyId
    anonymous: bool


@frozen
class SurveyClosed(Fact):
    """A survey was closed by a command."""

    name = "feedback.survey_closed"
    survey: SurveyId
    responses: int


@frozen
class SurveyAnswered(Fact):
    """A member answered a survey; the fact does not hold the answers."""

    name = "feedback.survey_answered"
    inward = ("actor",)
    survey: SurveyId


@frozen
class SurveyInvitationsSent(Fact):
    """Members were invited to a survey."""

    name = "feedback.survey_invitations_sent"
    survey: SurveyId
    members: int
