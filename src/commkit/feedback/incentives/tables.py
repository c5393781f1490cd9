"""The table of incentives."""

from sqlalchemy import Column, Index, String, Table

from commkit.feedback.panels.tables import id_column, panel_key
from commkit.feedback.tables import member_key, metadata, moment
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import person, personal, plain

incentive = Table(
    "commkit_panel_incentive",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The incentive's id.")),
    id_column("panel", "The panel."),
    id_column("task", "The task that promised it.", nullable=True),
    Column("member", Id, nullable=False, info=person("The panelist.")),
    Column("description", String(300), nullable=False, info=personal("What was promised.", of="member")),
    Column("promised_by", Id, info=person("The member who promised it.", owns=False)),
    moment("promised_at", "When it was promised.", nullable=False),
    Column("fulfilled_by", Id, info=person("The member who recorded that it was fulfilled.", owns=False)),
    moment("fulfilled_at", "When it was fulfilled."),
    panel_key(),
    member_key("member"),
    info=COMMUNITY,
)
Index("ix_commkit_panel_incentive_panel", incentive.c.community_id, incentive.c.panel, incentive.c.id)
