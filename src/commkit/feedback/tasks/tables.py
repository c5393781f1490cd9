"""The tables of panel tasks, their assignments and the slots that limit them."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table

from commkit.feedback.panels.tables import id_column, panel_key
from commkit.feedback.tables import count, member_key, metadata, moment, plain_text
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

task = Table(
    "commkit_panel_task",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The task's id.")),
    id_column("panel", "The panel."),
    Column("title", String(200), nullable=False, info=plain("The title.")),
    plain_text("instructions", "What to do."),
    moment("due_at", "When it is due.", nullable=False),
    Column(
        "incentive", String(300), nullable=False, info=plain("What every panelist who submits is promised.")
    ),
    Column("created_by", Id, info=person("The member who created it.")),
    moment("created_at", "When it was created.", nullable=False),
    panel_key(),
    info=COMMUNITY,
)


def task_key() -> ForeignKeyConstraint:
    """The foreign key of a column `task`."""
    return ForeignKeyConstraint(["community_id", "task"], [task.c.community_id, task.c.id])


assignment = Table(
    "commkit_panel_task_assignment",
    metadata,
    community_id(),
    Column("task", Id, primary_key=True, info=plain("The task.")),
    Column("member", Id, primary_key=True, info=person("The panelist.")),
    id_column("panel", "The panel."),
    moment("assigned_at", "When it was assigned.", nullable=False),
    moment("due_at", "When it is due.", nullable=False),
    moment("submitted_at", "When the findings were submitted."),
    Column("number", Integer, info=plain("The number of the submission in the panel, from 1.")),
    count("findings", "Number of findings submitted."),
    count("new_findings", "Number of those that are no duplicates."),
    task_key(),
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
    Column("member", Id, primary_key=True, info=person("The panelist.", erase=Erasure.ROW)),
    Column("slot", Integer, primary_key=True, autoincrement=False, info=plain("The slot's number, from 0.")),
    moment("free_at", "When another task may use it.", nullable=False),
    member_key("member"),
    info=COMMUNITY,
)
"""One row for each task a panelist may get in a period; a task occupies one until the period is over."""
