"""How surveys are made, asked, answered and closed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.keyset import id_after
from commkit.feedback.surveys import statements as sql
from commkit.feedback.surveys.facts import SurveyAnswered, SurveyClosed, SurveyCreated, SurveyInvitationsSent
from commkit.feedback.surveys.messages import (
    AnswerSurvey,
    CloseSurvey,
    CreateSurvey,
    InviteToSurvey,
    ListSurveyQuestions,
    ListSurveys,
    NotifySurveyAudience,
    ReadSurvey,
    StartNextSurvey,
)
from commkit.feedback.surveys.policy import answer_errors, question, question_errors
from commkit.feedback.surveys.records import Survey, SurveyAnswer, SurveyId, SurveyQuestion
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Denied, FieldError, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, page_size

_FIRST = UUID(int=0)
_MAX_QUESTIONS = 50
_MAX_RESPONSES = 1_000_000
BATCH_SIZE = 500
"""Members who are asked at once."""


@feedback.loads(Survey)
def fetch_survey(context: Context, id: SurveyId) -> Survey | None:
    """A survey the actor is in the audience of, once it opened; any for who makes them."""
    return context.one(sql.ONE, id=id, **_visibility_params(context))


@feedback.handles(CreateSurvey)
def create_survey(context: Context, command: CreateSurvey) -> Survey:
    """With its questions, once and for all."""
    opens_at = command.opens_at or context.now
    _check(command, opens_at)
    made = Survey(
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
    )
    context.run(sql.ADD, made, created_by=context.member_or_none, invited_count=0, invited_response_count=0)
    asked = [question(number, draft) for number, draft in enumerate(command.questions, 1)]
    context.run_many(
        sql.ADD_QUESTION,
        [
            {
                "survey": made.id,
                "number": one.number,
                "kind": one.kind,
                "prompt": one.prompt,
                "options": "\n".join(one.options),
                "low": one.low,
                "high": one.high,
                "required": one.required,
            }
            for one in asked
        ],
    )
    context.emit(SurveyCreated(survey=made.id, anonymous=made.anonymous))
    return made


@feedback.handles(CloseSurvey)
def close_survey(context: Context, command: CloseSurvey) -> Survey:
    """By hand."""
    found = context.get(Survey, command.survey)
    if not context.run(sql.CLOSE, id=found.id, now=context.now):
        raise Conflict("feedback.survey_closed", "this survey is closed already")
    context.emit(SurveyClosed(survey=found.id, responses=found.response_count))
    return evolve(found, closed_at=context.now)


@feedback.handles(InviteToSurvey)
def invite_to_survey(context: Context, command: InviteToSurvey) -> Survey:
    """Plan it for when it is open."""
    found = context.get(Survey, command.survey)
    if found.is_over(context.now):
        raise Conflict("feedback.survey_closed", "this survey is over; nobody can answer it any more")
    schedule_command(
        context, NotifySurveyAudience(found.id), at=max(found.opens_at, context.now), as_system=True
    )
    return found


@feedback.handles(NotifySurveyAudience)
def notify_survey_audience(context: Context, command: NotifySurveyAudience) -> None:
    """Ask some of them, and plan the next ones in the same transaction."""
    found = context.get(Survey, command.survey)
    if not context.run(sql.LOCK_OPEN, id=found.id, now=context.now):
        return
    long_ago = _recontact_cutoff(context)
    members = context.rows(
        sql.ELIGIBLE_MEMBERS[found.role is not None, found.staff is not None],
        survey=found.id,
        role=found.role,
        staff=found.staff,
        min_trust=found.min_trust,
        after=command.after or _FIRST,
        long_ago=long_ago,
        size=BATCH_SIZE,
    )
    asked = tuple(member for (member,) in members if _record_contact(context, member, long_ago))
    if asked:
        _record_invitations(context, found, asked)
        context.do(
            NotifyMembers(kind="feedback.survey_invitation", to=asked, record="Survey", object=found.id)
        )
    if len(members) == BATCH_SIZE:
        schedule_command(
            context, NotifySurveyAudience(found.id, after=members[-1][0]), at=context.now, as_system=True
        )


@feedback.handles(StartNextSurvey)
def start_next_survey(context: Context, command: StartNextSurvey) -> Survey:
    """The one that has been open longest, if they were not asked anything lately."""
    member, long_ago = context.member, _recontact_cutoff(context)
    found = context.one(sql.NEXT, member=member, long_ago=long_ago, **_visibility_params(context))
    if found is None:
        raise _no_survey_available()
    if not context.run(sql.LOCK_OPEN, id=found.id, now=context.now) or not _record_contact(
        context, member, long_ago
    ):
        raise _no_survey_available()
    if not _record_invitations(context, found, (member,)):
        raise _no_survey_available()
    return found


@feedback.handles(AnswerSurvey)
def answer_survey(context: Context, command: AnswerSurvey) -> Survey:
    """Take one of the places, then the member's own part, then keep the response."""
    member, mine = context.member, context.membership
    found = context.get(Survey, command.survey)
    if mine is None or not _is_in_audience(context, found):
        raise Denied("feedback.not_in_audience", "this survey asks others")
    faults = answer_errors(context.rows(sql.QUESTIONS, survey=found.id), command.answers)
    if faults:
        raise Invalid(faults)
    if not context.run(sql.COUNT_RESPONSE, id=found.id, now=context.now):
        raise Conflict("feedback.survey_closed", "this survey takes no more responses")
    part = context.rows(sql.MARK_ANSWERED, survey=found.id, member=member, invited_at=None, answered=True)
    if not part:
        raise Conflict("feedback.already_answered", "you have answered this survey")
    if part[0][0] is not None:
        context.run(sql.COUNT_INVITED_RESPONSE, id=found.id)
    named = not found.anonymous
    # A response that names nobody must not tell the time either: it would lead to who answered just then.
    id = context.new_id() if named else uuid4()
    context.run(
        sql.ADD_RESPONSE,
        survey=found.id,
        id=id,
        member=member if named else None,
        at=context.now if named else None,
        role=context.role if named else None,
        staff=mine.staff if named else None,
        trust=mine.trust_level if named else None,
    )
    _add_answers(context, found, id, command.answers)
    context.emit(SurveyAnswered(survey=found.id))
    return evolve(found, response_count=found.response_count + 1)


@feedback.handles(ReadSurvey)
def read_survey(context: Context, query: ReadSurvey) -> Survey:
    """Through the door."""
    return context.get(Survey, query.survey)


@feedback.handles(ListSurveyQuestions)
def list_survey_questions(context: Context, query: ListSurveyQuestions) -> tuple[SurveyQuestion, ...]:
    """Of a survey the actor may see."""
    found = context.get(Survey, query.survey)
    return tuple(context.rows(sql.QUESTIONS, survey=found.id))


@feedback.handles(ListSurveys)
def list_surveys(context: Context, query: ListSurveys) -> Page[Survey]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    found = context.rows(sql.PAGE, after=id_after(query.after), size=limit + 1, **_visibility_params(context))
    return cut(found, limit, lambda survey: survey.id.bytes)


def _visibility_params(context: Context) -> dict[str, Any]:
    """What decides which surveys the actor sees."""
    mine = context.membership
    return {
        "manages": context.can("feedback.manage_surveys"),
        "now": context.now,
        "role": context.role,
        "trust": mine.trust_level if mine else 0,
        "staff": mine.staff if mine else False,
    }


def _is_in_audience(context: Context, survey: Survey) -> bool:
    """Whether the actor is; who makes surveys sees those too that ask others."""
    mine = context.membership
    return mine is not None and (
        survey.role in (None, context.role)
        and survey.min_trust <= mine.trust_level
        and survey.staff in (None, mine.staff)
    )


def _check(command: CreateSurvey, opens_at: datetime) -> None:
    faults = [
        fault
        for number, draft in enumerate(command.questions)
        for fault in question_errors(f"questions[{number}]", draft)
    ]
    if not 1 <= len(command.questions) <= _MAX_QUESTIONS:
        faults.append(FieldError("questions", "out_of_range", f"ask 1 to {_MAX_QUESTIONS} questions"))
    if command.closes_at is not None and command.closes_at <= opens_at:
        faults.append(FieldError("closes_at", "out_of_range", "let it close after it opens"))
    if command.quota is not None and not 1 <= command.quota <= _MAX_RESPONSES:
        faults.append(FieldError("quota", "out_of_range", f"take 1 to {_MAX_RESPONSES} responses"))
    if not 0 <= command.min_trust <= 100:
        faults.append(FieldError("min_trust", "out_of_range", "name a trust level, 0 upwards"))
    if faults:
        raise Invalid(faults)


def _recontact_cutoff(context: Context) -> datetime:
    """Who was asked before then may be asked again."""
    return context.now - context.settings(FeedbackSettings).recontact_period


def _record_contact(context: Context, member: MemberId, long_ago: datetime) -> bool:
    return context.run(sql.RECORD_CONTACT, member=member, invited_at=context.now, long_ago=long_ago) == 1


def _record_invitations(context: Context, survey: Survey, members: tuple[MemberId, ...]) -> int:
    """Count who is asked; who answered in the meantime is not. Gives how many."""
    asked = sum(
        context.run(sql.ADD_INVITED, survey=survey.id, member=member, invited_at=context.now, answered=False)
        for member in members
    )
    if asked:
        context.run(sql.COUNT_INVITED, id=survey.id, members=asked)
        context.emit(SurveyInvitationsSent(survey=survey.id, members=asked))
    return asked


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
    return NotFound("feedback.no_survey_available", "there is no survey to ask this member now")
