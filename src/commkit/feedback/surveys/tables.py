"""Where surveys, their questions, who was asked, and the responses are kept."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, String, Table, Text

from commkit.feedback.surveys.records import SurveyQuestionKind
from commkit.feedback.tables import count, member_key, metadata, moment, plain_text
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain


def _yes_or_no(name: str, purpose: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Boolean(create_constraint=False), nullable=nullable, info=plain(purpose))


survey = Table(
    "commkit_survey",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The survey's id.")),
    Column("title", String(200), nullable=False, info=plain("What it is called.")),
    plain_text("intro", "What is said ahead of the questions."),
    _yes_or_no("anonymous", "Whether responses are kept without who gave them."),
    Column("role", String(64), info=plain("Only members with this role are asked.")),
    count("min_trust", "Only members who are trusted so far are asked."),
    _yes_or_no("staff", "Only staff, or only others, are asked.", nullable=True),
    Column("quota", Integer, info=plain("Responses it takes, at most.")),
    moment("opens_at", "When it opens.", nullable=False),
    moment("closes_at", "When it closes by itself."),
    moment("closed_at", "When it was closed by hand."),
    Column("created_by", Id, info=person("Who made it.")),
    moment("created_at", "When it was made.", nullable=False),
    count("response_count", "Responses so far."),
    count("invited_count", "Members who were asked."),
    count("invited_response_count", "Responses of those who were asked."),
    info=COMMUNITY,
)


def _of_survey() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "survey"], [survey.c.community_id, survey.c.id])


question = Table(
    "commkit_survey_question",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("Whose question.")),
    Column("number", Integer, primary_key=True, autoincrement=False, info=plain("Its place.")),
    Column("kind", Choice(SurveyQuestionKind), nullable=False, info=plain("What it asks for.")),
    plain_text("prompt", "The question itself."),
    plain_text("options", "What can be chosen, one on each line."),
    count("low", "The least number it takes."),
    count("high", "The greatest number it takes."),
    _yes_or_no("required", "Whether it must be answered."),
    _of_survey(),
    info=COMMUNITY,
)

participation = Table(
    "commkit_survey_participation",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("Which survey.")),
    Column("member", Id, primary_key=True, info=person("Who was asked or answered.")),
    moment("invited_at", "When they were asked."),
    _yes_or_no("answered", "Whether they answered; never when, nor what."),
    _of_survey(),
    member_key("member"),
    info=COMMUNITY,
)
"""One row for each member and survey: its key lets nobody answer twice, also where responses name nobody."""

contact = Table(
    "commkit_survey_last_contact",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who was asked.", erase=Erasure.ROW)),
    moment("invited_at", "When they were last asked anything.", nullable=False),
    member_key("member"),
    info=COMMUNITY,
)

response = Table(
    "commkit_survey_response",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("To which survey.")),
    Column("id", Id, primary_key=True, info=plain("The response's id; a random one where it names nobody.")),
    Column("member", Id, info=person("Who gave it; nobody in an anonymous survey.")),
    moment("at", "When it was given; unknown in an anonymous survey."),
    Column("role", String(64), info=plain("Their role then; unknown in an anonymous survey.")),
    _yes_or_no("staff", "Whether they were staff then; unknown in an anonymous survey.", nullable=True),
    Column("trust", Integer, info=plain("How far they were trusted then; unknown in an anonymous survey.")),
    _of_survey(),
    member_key("member"),
    info=COMMUNITY,
)

answer = Table(
    "commkit_survey_answer",
    metadata,
    community_id(),
    Column("survey", Id, primary_key=True, info=plain("To which survey.")),
    Column("question", Integer, primary_key=True, autoincrement=False, info=plain("To which question.")),
    Column(
        "value", Integer, primary_key=True, autoincrement=False, info=plain("What was given; 0 for words.")
    ),
    Column("response", Id, primary_key=True, info=plain("In which response.")),
    Column("member", Id, info=person("Who gave it; nobody in an anonymous survey.")),
    Column("text", Text, nullable=False, info=personal("What was written.", of="member")),
    ForeignKeyConstraint(
        ["community_id", "survey", "response"], [response.c.community_id, response.c.survey, response.c.id]
    ),
    info=COMMUNITY,
)
