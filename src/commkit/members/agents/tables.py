"""The table of agents."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, text

from commkit.members.tables import membership, metadata
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

agent = Table(
    "commkit_agent",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=person("The agent's member id.", erase=Erasure.ROW)),
    Column("acts_for", Id, info=person("The member it acts for; empty for the host.", erase=Erasure.ROW)),
    Column("scopes", Words, nullable=False, info=plain("The permissions that it may use.")),
    Column("added_at", UtcDateTime, nullable=False, info=plain("When it was added.")),
    Column("removed_at", UtcDateTime, info=plain("When it was removed.")),
    ForeignKeyConstraint(["community_id", "id"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "acts_for"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""One row for each membership that is an agent's, beside it; without one the agent may do nothing."""

Index(
    "ix_commkit_agent_acts_for",
    agent.c.community_id,
    agent.c.acts_for,
    sqlite_where=text("acts_for IS NOT NULL"),
    postgresql_where=text("acts_for IS NOT NULL"),
)
