"""The statements of survey results: counts of answers, by question and by group."""

from sqlalchemy import Integer, bindparam, func, select

from commkit.feedback.survey_results.records import SurveyTextAnswer
from commkit.feedback.surveys.statements import THIS_SURVEY
from commkit.feedback.surveys.tables import answer, response, survey
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

INVITATION_COUNTS = statement(
    lambda: select(survey.c.invited_count, survey.c.invited_response_count).where(THIS_SURVEY)
)

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
    lambda: (
        select(answer.c.question, answer.c.value, func.count())
        .where(_ANSWERS)
        .group_by(answer.c.question, answer.c.value)
    )
)

SAMPLES = statement(
    lambda: (
        select(answer.c.question, func.count(answer.c.response.distinct()))
        .where(_ANSWERS)
        .group_by(answer.c.question)
    )
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
    lambda: (
        select(answer.c.response, answer.c.member, answer.c.text)
        .where(
            _ANSWERS,
            answer.c.question == bindparam("question", type_=Integer),
            answer.c.value == 0,
            answer.c.response < bindparam("after", type_=Id),
            answer.c.text != "",
        )
        .order_by(answer.c.response.desc())
        .limit(bindparam("size"))
    ),
    into=SurveyTextAnswer,
)
