"""The statements of surveys. Visibility is part of each that shows surveys."""

from functools import partial
from typing import Any

from sqlalchemy import Boolean, String, and_, bindparam, exists, insert, or_, select, update

from commkit.feedback.surveys.records import Survey, SurveyQuestion
from commkit.feedback.surveys.tables import answer, contact, participation, question, response, survey
from commkit.feedback.visibility import asks
from commkit.members import MembershipStatus, group_member, membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert, visible_statement

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
    survey.c.space,
    survey.c.audience,
)

_HERE = survey.c.community_id == bindparam("community_id")

THIS_SURVEY = _HERE & (survey.c.id == bindparam("id", type_=Id))

_NOW = bindparam("now", type_=UtcDateTime)

_ACCEPTS_RESPONSES = and_(
    survey.c.closed_at.is_(None),
    survey.c.opens_at <= _NOW,
    or_(survey.c.closes_at.is_(None), survey.c.closes_at > _NOW),
    or_(survey.c.quota.is_(None), survey.c.response_count < survey.c.quota),
)

ONE = visible_statement(
    lambda visible: select(*RECORD).where(THIS_SURVEY, visible(Survey, survey)), into=Survey
)

PAGE = visible_statement(
    lambda visible: (
        select(*RECORD)
        .where(_HERE, survey.c.id < bindparam("after", type_=Id), visible(Survey, survey))
        .order_by(survey.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Survey,
)


def _question(*columns: Any) -> SurveyQuestion:
    number, kind, prompt, options, *rest = columns
    return SurveyQuestion(number, kind, prompt, tuple(options.split("\n")) if options else (), *rest)


QUESTIONS = statement(
    lambda: (
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
        .order_by(question.c.number)
    ),
    into=_question,
)

ADD = statement(
    lambda: insert(survey).values({c.name: bindparam(c.name) for c in survey.c if c.name != "closed_at"})
)

ADD_QUESTION = statement(lambda: insert(question))

CLOSE = statement(
    lambda: update(survey).values(closed_at=_NOW).where(THIS_SURVEY, survey.c.closed_at.is_(None))
)

LOCK_OPEN = statement(
    lambda: (
        update(survey).values(invited_count=survey.c.invited_count + 0).where(THIS_SURVEY, _ACCEPTS_RESPONSES)
    )
)
"""Locks a survey that accepts responses, by an update that changes nothing."""

COUNT_INVITED = statement(
    lambda: (
        update(survey).values(invited_count=survey.c.invited_count + bindparam("members")).where(THIS_SURVEY)
    )
)

_contact_new = upsert(contact)

RECORD_CONTACT = statement(
    lambda: _contact_new.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={"invited_at": _contact_new.excluded.invited_at},
        where=contact.c.invited_at <= bindparam("cutoff", type_=UtcDateTime),
    )
)
"""Touches no row if the member was invited to a survey since the cutoff."""

ADD_INVITED = statement(lambda: insert_if_absent(participation))

_has_participation = exists(
    select(participation.c.member)
    .where(
        participation.c.community_id == survey.c.community_id,
        participation.c.survey == survey.c.id,
        participation.c.member == bindparam("member", type_=Id),
    )
    .correlate(survey)
)

_invited_recently = exists(
    select(contact.c.member).where(
        contact.c.community_id == bindparam("community_id"),
        contact.c.member == bindparam("member", type_=Id),
        contact.c.invited_at > bindparam("cutoff", type_=UtcDateTime),
    )
)

NEXT = visible_statement(
    lambda visible: (
        select(*RECORD)
        .where(
            _HERE,
            _ACCEPTS_RESPONSES,
            asks(survey, visible.reader),  # who manages surveys sees all, and is not asked by all
            visible(Survey, survey),
            ~_has_participation,
            ~_invited_recently,
        )
        .order_by(survey.c.opens_at, survey.c.id)
        .limit(1)
    ),
    into=Survey,
)

_IN_THIS_SURVEY = (participation.c.community_id == membership.c.community_id) & (
    participation.c.survey == bindparam("survey", type_=Id)
)

_ELIGIBLE = (
    select(membership.c.id)
    .where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.status == MembershipStatus.ACTIVE,
        membership.c.id > bindparam("after", type_=Id),
        membership.c.trust_level >= bindparam("min_trust"),
        ~exists(
            select(participation.c.member)
            .where(_IN_THIS_SURVEY, participation.c.member == membership.c.id)
            .correlate(membership)
        ),
        ~exists(
            select(contact.c.member)
            .where(
                contact.c.community_id == membership.c.community_id,
                contact.c.member == membership.c.id,
                contact.c.invited_at > bindparam("cutoff", type_=UtcDateTime),
            )
            .correlate(membership)
        ),
    )
    .order_by(membership.c.id)
    .limit(bindparam("size"))
)

_ROLE = membership.c.role == bindparam("role", type_=String)

_STAFF = membership.c.staff == bindparam("staff", type_=Boolean(create_constraint=False))

_IN_AUDIENCE = exists(
    select(group_member.c.member)
    .where(
        group_member.c.community_id == membership.c.community_id,
        group_member.c.group == bindparam("audience", type_=Id),
        group_member.c.member == membership.c.id,
    )
    .correlate(membership)
)


def _eligible(*, role: bool, staff: bool, audience: bool) -> Any:
    limits = ((role, _ROLE), (staff, _STAFF), (audience, _IN_AUDIENCE))
    return _ELIGIBLE.where(*(condition for limited, condition in limits if limited))


ELIGIBLE_MEMBERS = {
    (role, staff, audience): statement(partial(_eligible, role=role, staff=staff, audience=audience))
    for role in (False, True)
    for staff in (False, True)
    for audience in (False, True)
}
"""Members who can be invited, by whether the survey asks one role, staff or others, and the audience of its space."""

COUNT_RESPONSE = statement(
    lambda: (
        update(survey)
        .values(response_count=survey.c.response_count + 1)
        .where(THIS_SURVEY, _ACCEPTS_RESPONSES)
    )
)
"""Touches no row if the survey is not open or its quota is reached, so that the quota is never exceeded."""

_participation_new = upsert(participation)

MARK_ANSWERED = statement(
    lambda: _participation_new.on_conflict_do_update(
        index_elements=["community_id", "survey", "member"],
        set_={"answered": True},
        where=participation.c.answered.is_(False),
    ).returning(participation.c.invited_at)
)
"""Returns no row if the member has answered."""

COUNT_INVITED_RESPONSE = statement(
    lambda: (
        update(survey).values(invited_response_count=survey.c.invited_response_count + 1).where(THIS_SURVEY)
    )
)

ADD_RESPONSE = statement(lambda: insert(response))

ADD_ANSWER = statement(lambda: insert(answer))
