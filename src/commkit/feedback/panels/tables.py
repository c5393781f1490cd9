"""Where test panels, their panelists, tasks, findings and promises are kept."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, Text

from commkit.feedback.panels.records import FindingSeverity, PanelistState
from commkit.feedback.tables import count, member_key, metadata, moment, plain_text
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain


def _id(name: str, purpose: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Id, nullable=nullable, info=plain(purpose))


panel = Table(
    "commkit_panel",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The panel's id.")),
    Column("title", String(200), nullable=False, info=plain("What it is called.")),
    plain_text("description", "What is tested, how, and for whom."),
    count("consent_version", "The consent that panelists must have given."),
    count("run_length", "Submissions in a row without a new finding after which it is saturated."),
    Column("created_by", Id, info=person("Who made it.")),
    moment("created_at", "When it was made.", nullable=False),
    moment("closed_at", "When it was closed."),
    moment("saturated_at", "Since when it asks for nothing more."),
    count("counted_from", "The submission behind which the count for saturation begins."),
    count("submission_count", "Submissions so far."),
    info=COMMUNITY,
)


def _of_panel() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "panel"], [panel.c.community_id, panel.c.id])


consent = Table(
    "commkit_panel_consent",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("Of which panel.")),
    Column("version", Integer, primary_key=True, autoincrement=False, info=plain("Its version.")),
    plain_text("text", "What panelists agree to."),
    Column("by", Id, info=person("Who set it.")),
    moment("at", "When it was set.", nullable=False),
    _of_panel(),
    info=COMMUNITY,
)

screening_question = Table(
    "commkit_panel_screening_question",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("Of which panel.")),
    Column("number", Integer, primary_key=True, autoincrement=False, info=plain("Its place.")),
    plain_text("prompt", "The question to applicants."),
    plain_text("options", "What can be chosen, one on each line."),
    Column("accepted_options", Words, nullable=False, info=plain("With which options one is accepted.")),
    _of_panel(),
    info=COMMUNITY,
)

panelist = Table(
    "commkit_panelist",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("In which panel.")),
    Column("member", Id, primary_key=True, info=person("Who tests.")),
    Column("state", Choice(PanelistState), nullable=False, info=plain("What became of the application.")),
    count("consent_version", "To which consent they agreed."),
    moment("consented_at", "When they agreed.", nullable=False),
    moment("applied_at", "When they applied.", nullable=False),
    _of_panel(),
    member_key("member"),
    info=COMMUNITY,
)

screening_answer = Table(
    "commkit_panel_screening_answer",
    metadata,
    community_id(),
    Column("panel", Id, primary_key=True, info=plain("In which panel.")),
    Column("member", Id, primary_key=True, info=person("Who answered.", erase=Erasure.ROW)),
    Column("question", Integer, primary_key=True, autoincrement=False, info=plain("To which question.")),
    Column(
        "chosen",
        Integer,
        nullable=False,
        info=personal("Which option they chose.", of="member", erase=Erasure.ROW),
    ),
    _of_panel(),
    info=COMMUNITY,
)

task = Table(
    "commkit_panel_task",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The task's id.")),
    _id("panel", "Of which panel."),
    Column("title", String(200), nullable=False, info=plain("What it is called.")),
    plain_text("instructions", "What to do."),
    moment("due_at", "Until when.", nullable=False),
    Column("incentive", String(300), nullable=False, info=plain("What who submits is promised.")),
    Column("created_by", Id, info=person("Who wrote it.")),
    moment("created_at", "When it was written.", nullable=False),
    _of_panel(),
    info=COMMUNITY,
)


def _of_task() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "task"], [task.c.community_id, task.c.id])


assignment = Table(
    "commkit_panel_task_assignment",
    metadata,
    community_id(),
    Column("task", Id, primary_key=True, info=plain("Which task.")),
    Column("member", Id, primary_key=True, info=person("Who has it.")),
    _id("panel", "Of which panel."),
    moment("assigned_at", "When they got it.", nullable=False),
    moment("due_at", "Until when.", nullable=False),
    moment("submitted_at", "When they handed in what they found."),
    Column("number", Integer, info=plain("The place of the submission among those of the panel.")),
    count("findings", "Findings they handed in."),
    count("new_findings", "Those of them that repeat no earlier one."),
    _of_task(),
    member_key("member"),
    info=COMMUNITY,
)
Index(
    "ix_commkit_panel_task_assignment_number",
    assignment.c.community_id,
    assignment.c.panel,
    assignment.c.number,
)
Index(
    "ix_commkit_panel_task_assignment_member",
    assignment.c.community_id,
    assignment.c.member,
    assignment.c.task,
)

slot = Table(
    "commkit_panelist_slot",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Whose.", erase=Erasure.ROW)),
    Column(
        "slot", Integer, primary_key=True, autoincrement=False, info=plain("Which of their tasks lately.")
    ),
    moment("free_at", "When it may be used for another task.", nullable=False),
    member_key("member"),
    info=COMMUNITY,
)
"""As many rows for each panelist as they may be given tasks in a period; each task uses one until that is over."""

finding = Table(
    "commkit_panel_finding",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The finding's id.")),
    _id("panel", "In which panel."),
    _id("task", "In which task."),
    Column("member", Id, info=person("Who found it.")),
    count("submission", "The place of the submission among those of the panel."),
    Column("title", String(300), nullable=False, info=personal("What was found.", of="member")),
    Column("body", Text, nullable=False, info=personal("What was found, in full.", of="member")),
    Column("severity", Choice(FindingSeverity), nullable=False, info=plain("How bad it is.")),
    _id("duplicate_of", "The earlier finding that it repeats.", nullable=True),
    moment("at", "When it was submitted.", nullable=False),
    _of_panel(),
    _of_task(),
    member_key("member"),
    info=COMMUNITY,
)
Index("ix_commkit_panel_finding_panel", finding.c.community_id, finding.c.panel, finding.c.id)

incentive = Table(
    "commkit_panel_incentive",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The promise's id.")),
    _id("panel", "In which panel."),
    _id("task", "For which task.", nullable=True),
    Column("member", Id, nullable=False, info=person("Who was promised it.")),
    Column("description", String(300), nullable=False, info=personal("What was promised.", of="member")),
    Column("promised_by", Id, info=person("Who promised it.")),
    moment("promised_at", "When it was promised.", nullable=False),
    Column("fulfilled_by", Id, info=person("Who gave it.")),
    moment("fulfilled_at", "When it was given."),
    _of_panel(),
    member_key("member"),
    info=COMMUNITY,
)
Index("ix_commkit_panel_incentive_panel", incentive.c.community_id, incentive.c.panel, incentive.c.id)
