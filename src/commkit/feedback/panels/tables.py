"""The tables of test panels, their consents, screening and panelists."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table

from commkit.feedback.panels.records import PanelistState
from commkit.feedback.tables import count, member_key, metadata, moment, plain_text, space_keys
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain


def id_column(name: str, purpose: str, *, nullable: bool = False) -> Column[Any]:
    """A column of ids of things that are not personal data."""
    return Column(name, Id, nullable=nullable, info=plain(purpose))


panel = Table(
    "commkit_panel",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The panel's id.")),
    Column("title", String(200), nullable=False, info=plain("The title.")),
    plain_text("description", "What is tested, how, and who should apply."),
    id_column("space", "The space that it stands in.", nullable=True),
    id_column("audience", "The group that sees it.", nullable=True),
    count("consent_version", "The current version of the consent."),
    count("run_length", "Submissions in a row without a new finding after which it is saturated."),
    Column("created_by", Id, info=person("The member who created it.")),
    moment("created_at", "When it was created.", nullable=False),
    moment("closed_at", "When it was closed."),
    moment("saturated_at", "When it became saturated."),
    count("counted_from", "The number of the last submission that does not count towards saturation."),
    count("submission_count", "Submissions so far."),
    *space_keys(),
    info=COMMUNITY,
)


def panel_key() -> ForeignKeyConstraint:
    """The foreign key of a column `panel`."""
    return ForeignKeyConstraint(["community_id", "panel"], [panel.c.community_id, panel.c.id])


consent = Table(
    "commkit_panel_consent",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("The panel.")),
    Column("version", Integer, primary_key=True, autoincrement=False, info=plain("Its version.")),
    plain_text("text", "The full text."),
    Column("by", Id, info=person("The member who set it.", owns=False)),
    moment("at", "When it was set.", nullable=False),
    panel_key(),
    info=COMMUNITY,
)

screening_question = Table(
    "commkit_panel_screening_question",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("The panel.")),
    Column("number", Integer, primary_key=True, autoincrement=False, info=plain("Its position, from 1.")),
    plain_text("prompt", "The question."),
    plain_text("options", "The options, one on each line."),
    Column(
        "accepted_options",
        Words,
        nullable=False,
        info=plain("Positions of options with which an applicant is accepted."),
    ),
    panel_key(),
    info=COMMUNITY,
)

panelist = Table(
    "commkit_panelist",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("The panel.")),
    Column("member", Id, primary_key=True, info=person("The panelist.")),
    Column("state", Choice(PanelistState), nullable=False, info=plain("The state of the application.")),
    count("consent_version", "The version of the consent they accepted."),
    moment("consented_at", "When they accepted it.", nullable=False),
    moment("applied_at", "When they applied.", nullable=False),
    panel_key(),
    member_key("member"),
    info=COMMUNITY,
)

screening_answer = Table(
    "commkit_panel_screening_answer",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("The panel.")),
    Column("member", Id, primary_key=True, info=person("The applicant.", erase=Erasure.ROW)),
    Column("question", Integer, primary_key=True, autoincrement=False, info=plain("The question's number.")),
    Column(
        "chosen",
        Integer,
        nullable=False,
        info=personal("The position of the chosen option, from 1.", of="member", erase=Erasure.ROW),
    ),
    panel_key(),
    info=COMMUNITY,
)
