"""The table of findings."""

from sqlalchemy import Column, Index, String, Table, Text

from commkit.feedback.findings.records import FindingSeverity
from commkit.feedback.panels.tables import id_column, panel_key
from commkit.feedback.tables import count, member_key, metadata, moment
from commkit.feedback.tasks.tables import task_key
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, community_id
from commkit.runtime.storage.personal import person, personal, plain

finding = Table(
    "commkit_panel_finding",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The finding's id.")),
    id_column("panel", "The panel."),
    id_column("task", "The task."),
    Column("member", Id, info=person("The author.")),
    count("submission", "The number of the submission in the panel, from 1."),
    Column("title", String(300), nullable=False, info=personal("The title.", of="member")),
    Column("body", Text, nullable=False, info=personal("The text, Markdown.", of="member")),
    Column("severity", Choice(FindingSeverity), nullable=False, info=plain("The severity.")),
    id_column("duplicate_of", "The earlier finding it duplicates.", nullable=True),
    moment("at", "When it was submitted.", nullable=False),
    panel_key(),
    task_key(),
    member_key("member"),
    info=COMMUNITY,
)
Index("ix_commkit_panel_finding_panel", finding.c.community_id, finding.c.panel, finding.c.id)
