"""Handlers of commands of surveys, and their loader."""

from uuid import UUID, uuid4

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.surveys import statements as sql
from commkit.feedback.surveys.facts import SurveyAnswered, SurveyClosed, SurveyCreated
from commkit.feedback.surveys.jobs import (
    NotifySurveyAudience,
    recontact_cutoff,
    record_contact,
    record_invitations,
)
from commkit.feedback.surveys.messages import (
    AnswerSurvey,
    CloseSurvey,
    CreateSurvey,
    InviteToSurvey,
    StartNextSurvey,
)
from commkit.feedback.surveys.policy import (
    answer_errors,
    check_survey,
    is_in_audience,
    question,
)
from commkit.feedback.surveys.records import Survey, SurveyAnswer, SurveyId
from commkit.feedback.surveys.tables import survey
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.sessions.context import Context
from commkit.spaces import place_in_space


@feedback.loads(Survey, table=survey)
def fetch_survey(context: Context, id: SurveyId) -> Survey | None:
    """Load a survey that has opened and has the actor in its audience, or any survey for who manages them."""
    return context.one(sql.ONE, id=id)


@feedback.handles(CreateSurvey)
def create_survey(context: Context, command: CreateSurvey) -> Survey:
    """Add the survey and its questions."""
    opens_at = command.opens_at or context.now
    check_survey(command, opens_at)
    space, audience = place_in_space(context, command.space)
    survey = Survey(
        id=SurveyId(context.new_id()),
        title=command.title,
        intro=command.intro,
        anonymous=command.anonymous,
        role=command.role,
        min_trust=command.min_trust,
        staff=command.staff,
        quota=command.quota,
        opens_at=opens_at,
        closes_at=command.closes_at,
        closed_at=None,
        created_at=context.now,
        response_count=0,
        space=space,
        audience=audience,
    )
    context.run(sql.ADD, survey, created_by=context.member_or_none, invited_count=0, invited_response_count=0)
    questions = [question(number, draft) for number, draft in enumerate(command.questions, 1)]
    context.run_many(
        sql.ADD_QUESTION,
        [
            {
                "survey": survey.id,
                "number": one.number,
                "kind": one.kind,
                "prompt": one.prompt,
                "options": "\n".join(one.options),
                "low": one.low,
                "high": one.high,
                "required": one.required,
            }
            for one in questions
        ],
    )
    context.emit(SurveyCreated(survey=survey.id, anonymous=survey.anonymous))
    return survey


@feedback.handles(CloseSurvey)
def close_survey(context: Context, command: CloseSurvey) -> Survey:
    """Close it now."""
    survey = context.get(Survey, command.survey)
    if not context.run(sql.CLOSE, id=survey.id, now=context.now):
        raise Conflict("feedback.survey_closed", "this survey is closed already")
    context.emit(SurveyClosed(survey=survey.id, responses=survey.response_count))
    return evolve(survey, closed_at=context.now)


@feedback.handles(InviteToSurvey)
def invite_to_survey(context: Context, command: InviteToSurvey) -> Survey:
    """Schedule the first batch of invitations for the opening."""
    survey = context.get(Survey, command.survey)
    if survey.is_over(context.now):
        raise Conflict("feedback.survey_closed", "this survey is over; nobody can answer it any more")
    schedule_command(
        context, NotifySurveyAudience(survey.id), at=max(survey.opens_at, context.now), as_system=True
    )
    return survey


@feedback.handles(StartNextSurvey)
def start_next_survey(context: Context, command: StartNextSurvey) -> Survey:
    """Invite the actor to the survey that has been open longest."""
    member, cutoff = context.member, recontact_cutoff(context)
    survey = context.one(sql.NEXT, member=member, cutoff=cutoff, now=context.now)
    if survey is None:
        raise _no_survey_available()
    if not context.run(sql.LOCK_OPEN, id=survey.id, now=context.now) or not record_contact(
        context, member, cutoff
    ):
        raise _no_survey_available()
    if not record_invitations(context, survey, (member,)):
        raise _no_survey_available()
    return survey


@feedback.handles(AnswerSurvey)
def answer_survey(context: Context, command: AnswerSurvey) -> Survey:
    """Count the response against the quota, mark the member as answered, then store the response."""
    member, membership = context.member, context.membership
    survey = context.get(Survey, command.survey)
    if membership is None or not is_in_audience(context, survey):
        raise Denied("feedback.not_in_audience", "this survey has another audience")
    errors = answer_errors(context.rows(sql.QUESTIONS, survey=survey.id), command.answers)
    if errors:
        raise Invalid(errors)
    if not context.run(sql.COUNT_RESPONSE, id=survey.id, now=context.now):
        raise Conflict("feedback.survey_closed", "this survey accepts no more responses")
    participation = context.rows(
        sql.MARK_ANSWERED, survey=survey.id, member=member, invited_at=None, answered=True
    )
    if not participation:
        raise Conflict("feedback.already_answered", "you have answered this survey")
    if participation[0][0] is not None:
        context.run(sql.COUNT_INVITED_RESPONSE, id=survey.id)
    is_named = not survey.anonymous
    # An anonymous response must not hold the time either, which would reveal who answered just then.
    id = context.new_id() if is_named else uuid4()
    context.run(
        sql.ADD_RESPONSE,
        survey=survey.id,
        id=id,
        member=member if is_named else None,
        at=context.now if is_named else None,
        role=context.role if is_named else None,
        staff=membership.staff if is_named else None,
        trust=membership.trust_level if is_named else None,
    )
    _add_answers(context, survey, id, command.answers)
    context.emit(SurveyAnswered(survey=survey.id))
    return evolve(survey, response_count=survey.response_count + 1)


def _add_answers(context: Context, survey: Survey, response: UUID, answers: tuple[SurveyAnswer, ...]) -> None:
    context.run_many(
        sql.ADD_ANSWER,
        [
            {
                "survey": survey.id,
                "question": answer.question,
                "value": value,
                "response": response,
                "member": None if survey.anonymous else context.member,
                "text": answer.text,
            }
            for answer in answers
            for value in answer.values or (0,)
        ],
    )


def _no_survey_available() -> NotFound:
    return NotFound("feedback.no_survey_available", "there is no survey for this member now")
