"""The facts of surveys."""

from attrs import frozen

from commkit.feedback.surveys.records import SurveyId
from commkit.runtime.model.messages import Fact


@frozen
class SurveyCreated(Fact):
    """A survey was created."""

    name = "feedback.survey_created"
    visible_to = "feedback.answer_surveys"
    survey: SurveyId
    anonymous: bool


@frozen
class SurveyClosed(Fact):
    """A survey was closed by a command."""

    name = "feedback.survey_closed"
    visible_to = "feedback.answer_surveys"
    survey: SurveyId
    responses: int


@frozen
class SurveyAnswered(Fact):
    """A member answered a survey; the fact does not hold the answers."""

    name = "feedback.survey_answered"
    visible_to = "feedback.manage_surveys"
    inward = ("actor",)
    survey: SurveyId


@frozen
class SurveyInvitationsSent(Fact):
    """Members were invited to a survey."""

    name = "feedback.survey_invitations_sent"
    visible_to = "feedback.manage_surveys"
    survey: SurveyId
    members: int
