"""The statements of surveys. Visibility is part of each: a survey is there for its audience and for who makes them."""

from typing import Any

from sqlalchemy import Boolean, Integer, String, and_, bindparam, exists, func, insert, or_, select, update

from commkit.feedback.surveys.records import Survey, SurveyQuestion, SurveyTextAnswer
from commkit.feedback.surveys.tables import answer, contact, participation, question, response, survey
from commkit.members.records import MembershipStatus
from commkit.members.tables import membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

RECORD = (
    survey.c.id,
    survey.c.title,
    survey.c.intro,
    survey.c.anonymous,
    survey.c.role,
    survey.c.min_trust,
    survey.c.staff,
    survey.c.quota,
    survey.c.opens_at,
    survey.c.closes_at,
    survey.c.closed_at,
    survey.c.created_at,
    survey.c.response_count,
)
_HERE = survey.c.community_id == bindparam("community_id")
_THIS = _HERE & (survey.c.id == bindparam("id", type_=Id))
_NOW = bindparam("now", type_=UtcDateTime)
_AUDIENCE = and_(
    or_(survey.c.role.is_(None), survey.c.role == bindparam("role", type_=String)),
    survey.c.min_trust <= bindparam("trust", type_=Integer),
    or_(
        survey.c.staff.is_(None), survey.c.staff == bindparam("staff", type_=Boolean(create_constraint=False))
    ),
)
_VISIBLE = or_(bindparam("manages"), and_(survey.c.opens_at <= _NOW, _AUDIENCE))
_TAKES = and_(
    survey.c.closed_at.is_(None),
    survey.c.opens_at <= _NOW,
    or_(survey.c.closes_at.is_(None), survey.c.closes_at > _NOW),
    or_(survey.c.quota.is_(None), survey.c.response_count < survey.c.quota),
)

ONE = statement(select(*RECORD).where(_THIS, _VISIBLE), into=Survey)
PAGE = statement(
    select(*RECORD)
    .where(_HERE, survey.c.id < bindparam("after", type_=Id), _VISIBLE)
    .order_by(survey.c.id.desc())
    .limit(bindparam("size")),
    into=Survey,
)


def _question(*columns: Any) -> SurveyQuestion:
    number, kind, prompt, options, *rest = columns
    return SurveyQuestion(number, kind, prompt, tuple(options.split("\n")) if options else (), *rest)


QUESTIONS = statement(
    select(
        question.c.number,
        question.c.kind,
        question.c.prompt,
        question.c.options,
        question.c.low,
        question.c.high,
        question.c.required,
    )
    .where(
        question.c.community_id == bindparam("community_id"),
        question.c.survey == bindparam("survey", type_=Id),
    )
    .order_by(question.c.number),
    into=_question,
)
ADD = statement(insert(survey).values({c.name: bindparam(c.name) for c in survey.c if c.name != "closed_at"}))
ADD_QUESTION = statement(insert(question))
CLOSE = statement(update(survey).values(closed_at=_NOW).where(_THIS, survey.c.closed_at.is_(None)))

# --- asking: the survey is taken first, then who was asked lately, then who was asked this ---

LOCK_OPEN = statement(update(survey).values(invited_count=survey.c.invited_count + 0).where(_THIS, _TAKES))
"""Changes nothing but holds the row, if it takes responses."""
COUNT_INVITED = statement(
    update(survey).values(invited_count=survey.c.invited_count + bindparam("members")).where(_THIS)
)
_contact_new = upsert(contact)
RECORD_CONTACT = statement(
    _contact_new.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={"invited_at": _contact_new.excluded.invited_at},
        where=contact.c.invited_at <= bindparam("long_ago", type_=UtcDateTime),
    )
)
"""Touches no row where the member was asked something since."""
ADD_INVITED = statement(insert_if_absent(participation))

_taken_part = exists(
    select(participation.c.member)
    .where(
        participation.c.community_id == survey.c.community_id,
        participation.c.survey == survey.c.id,
        participation.c.member == bindparam("member", type_=Id),
    )
    .correlate(survey)
)
_asked_lately = exists(
    select(contact.c.member).where(
        contact.c.community_id == bindparam("community_id"),
        contact.c.member == bindparam("member", type_=Id),
        contact.c.invited_at > bindparam("long_ago", type_=UtcDateTime),
    )
)
NEXT = statement(
    select(*RECORD)
    .where(_HERE, _TAKES, _AUDIENCE, ~_taken_part, ~_asked_lately)
    .order_by(survey.c.opens_at, survey.c.id)
    .limit(1),
    into=Survey,
)
_survey_of = (participation.c.community_id == membership.c.community_id) & (
    participation.c.survey == bindparam("survey", type_=Id)
)
_ASKABLE = (
    select(membership.c.id)
    .where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.status == MembershipStatus.ACTIVE,
        membership.c.id > bindparam("after", type_=Id),
        membership.c.trust_level >= bindparam("min_trust"),
        ~exists(
            select(participation.c.member)
            .where(_survey_of, participation.c.member == membership.c.id)
            .correlate(membership)
        ),
        ~exists(
            select(contact.c.member)
            .where(
                contact.c.community_id == membership.c.community_id,
                contact.c.member == membership.c.id,
                contact.c.invited_at > bindparam("long_ago", type_=UtcDateTime),
            )
            .correlate(membership)
        ),
    )
    .order_by(membership.c.id)
    .limit(bindparam("size"))
)
_ROLE = membership.c.role == bindparam("role", type_=String)
_STAFF = membership.c.staff == bindparam("staff", type_=Boolean(create_constraint=False))
ELIGIBLE_MEMBERS = {
    (role, staff): statement(_ASKABLE.where(*((_ROLE,) if role else ()), *((_STAFF,) if staff else ())))
    for role in (False, True)
    for staff in (False, True)
}
"""Members of an audience who can be asked, by whether the survey names a role, and whether staff or others."""

# --- answering: the survey is taken first, then the member's part in it ---

COUNT_RESPONSE = statement(
    update(survey).values(response_count=survey.c.response_count + 1).where(_THIS, _TAKES)
)
"""Touches no row where the survey is not open or the quota is used up: it is never exceeded."""
_part_new = upsert(participation)
MARK_ANSWERED = statement(
    _part_new.on_conflict_do_update(
        index_elements=["community_id", "survey", "member"],
        set_={"answered": True},
        where=participation.c.answered.is_(False),
    ).returning(participation.c.invited_at)
)
"""Gives no row where the member has answered."""
COUNT_INVITED_RESPONSE = statement(
    update(survey).values(invited_response_count=survey.c.invited_response_count + 1).where(_THIS)
)
ADD_RESPONSE = statement(insert(response))
ADD_ANSWER = statement(insert(answer))

# --- results ---

INVITATION_COUNTS = statement(select(survey.c.invited_count, survey.c.invited_response_count).where(_THIS))
_ANSWERS = (answer.c.community_id == bindparam("community_id")) & (
    answer.c.survey == bindparam("survey", type_=Id)
)
_WITH_RESPONSES = answer.join(
    response,
    (response.c.community_id == answer.c.community_id)
    & (response.c.survey == answer.c.survey)
    & (response.c.id == answer.c.response),
)
COUNTS = statement(
    select(answer.c.question, answer.c.value, func.count())
    .where(_ANSWERS)
    .group_by(answer.c.question, answer.c.value)
)
SAMPLES = statement(
    select(answer.c.question, func.count(answer.c.response.distinct()))
    .where(_ANSWERS)
    .group_by(answer.c.question)
)
_BY = {"role": response.c.role, "staff": response.c.staff, "trust": response.c.trust}
COUNTS_BY = {
    name: statement(
        select(group, answer.c.question, answer.c.value, func.count())
        .select_from(_WITH_RESPONSES)
        .where(_ANSWERS)
        .group_by(group, answer.c.question, answer.c.value)
    )
    for name, group in _BY.items()
}
SAMPLES_BY = {
    name: statement(
        select(group, answer.c.question, func.count(answer.c.response.distinct()))
        .select_from(_WITH_RESPONSES)
        .where(_ANSWERS)
        .group_by(group, answer.c.question)
    )
    for name, group in _BY.items()
}
RESPONSES_BY = {
    name: statement(
        select(group, func.count())
        .where(
            response.c.community_id == bindparam("community_id"),
            response.c.survey == bindparam("survey", type_=Id),
        )
        .group_by(group)
        .order_by(group)
    )
    for name, group in _BY.items()
}
TEXTS = statement(
    select(answer.c.response, answer.c.member, answer.c.text)
    .where(
        _ANSWERS,
        answer.c.question == bindparam("question", type_=Integer),
        answer.c.value == 0,
        answer.c.response < bindparam("after", type_=Id),
        answer.c.text != "",
    )
    .order_by(answer.c.response.desc())
    .limit(bindparam("size")),
    into=SurveyTextAnswer,
)
