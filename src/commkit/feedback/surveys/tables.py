"""Where surveys, their questions, who was asked, and the responses are kept."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, String, Table, Text

from commkit.feedback.surveys.records import SurveyQuestionKind
from commkit.feedback.tables import count, member_key, metadata, moment, plain_text, space_keys
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain


def _yes_or_no(name: str, purpose: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Boolean(create_constraint=False), nullable=nullable, info=plain(purpose))


survey = Table(
    "commkit_survey",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The survey's id.")),
    Column("title", String(200), nullable=False, info=plain("The title.")),
    plain_text("intro", "Text shown before the questions."),
    _yes_or_no("anonymous", "Whether responses are stored without the member."),
    Column("role", String(64), info=plain("Audience: only members with this role.")),
    count("min_trust", "Audience: only members with at least this trust level."),
    _yes_or_no("staff", "Audience: only staff, or only others.", nullable=True),
    Column("space", Id, info=plain("The space that it stands in.")),
    Column("audience", Id, info=plain("The group that sees it.")),
    Column("quota", Integer, info=plain("Responses accepted at most.")),
    moment("opens_at", "When it opens.", nullable=False),
    moment("closes_at", "When it closes by itself."),
    moment("closed_at", "When it was closed by a command."),
    Column("created_by", Id, info=person("The member who created it.")),
    moment("created_at", "When it was created.", nullable=False),
    count("response_count", "Responses so far."),
    count("invited_count", "Members who were invited."),
    count("invited_response_count", "Responses of invited members."),
    *space_keys(),
    info=COMMUNITY,
)


def _of_survey() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "survey"], [survey.c.community_id, survey.c.id])


question = Table(
    "commkit_survey_question",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("The survey.")),
    Column("number", Integer, primary_key=True, autoincrement=False, info=plain("Its position, from 1.")),
    Column("kind", Choice(SurveyQuestionKind), nullable=False, info=plain("Its kind.")),
    plain_text("prompt", "The question."),
    plain_text("options", "The options, one on each line."),
    count("low", "The smallest valid value."),
    count("high", "The largest valid value."),
    _yes_or_no("required", "Whether it must be answered."),
    _of_survey(),
    info=COMMUNITY,
)

participation = Table(
    "commkit_survey_participation",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("The survey.")),
    Column("member", Id, primary_key=True, info=person("The member who was invited or answered.")),
    moment("invited_at", "When they were invited."),
    _yes_or_no("answered", "Whether they answered; not when, nor what."),
    _of_survey(),
    member_key("member"),
    info=COMMUNITY,
)
"""One row for each member and survey; its key excludes a second answer, also where responses are anonymous."""

contact = Table(
    "commkit_survey_last_contact",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("The member who was invited.", erase=Erasure.ROW)),
    moment("invited_at", "When they were last invited to any survey.", nullable=False),
    member_key("member"),
    info=COMMUNITY,
)

response = Table(
    "commkit_survey_response",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("The survey.")),
    Column("id", Id, primary_key=True, info=plain("The response's id; a random one in an anonymous survey.")),
    Column("member", Id, info=person("The member who answered; NULL in an anonymous survey.")),
    moment("at", "When it was given; NULL in an anonymous survey."),
    Column("role", String(64), info=plain("Their role then; NULL in an anonymous survey.")),
    _yes_or_no("staff", "Whether they were staff then; NULL in an anonymous survey.", nullable=True),
    Column("trust", Integer, info=plain("Their trust level then; NULL in an anonymous survey.")),
    _of_survey(),
    member_key("member"),
    info=COMMUNITY,
)

answer = Table(
    "commkit_survey_answer",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("The survey.")),
    Column("question", Integer, primary_key=True, autoincrement=False, info=plain("The question's number.")),
    Column(
        "value", Integer, primary_key=True, autoincrement=False, info=plain("The value given; 0 for text.")
    ),
    Column("response", Id, primary_key=True, info=plain("The response.")),
    Column("member", Id, info=person("The member who answered; NULL in an anonymous survey.")),
    Column("text", Text, nullable=False, info=personal("The text.", of="member")),
    ForeignKeyConstraint(
        ["community_id", "survey", "response"], [response.c.community_id, response.c.survey, response.c.id]
    ),
    info=COMMUNITY,
)
