"""Where an import remembers what it took, so that a second run adds nothing and a broken one goes on."""

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, String, Table

from commkit.communities.tables import community
from commkit.runtime.columns import COMMUNITY, Id, community_id

metadata = MetaData()

imported = Table(
    "commkit_imported",
    metadata,
    community_id(),
    Column("source", String(100), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("external", String(100), primary_key=True),
    Column("id", Id),
    Column("run", Id, nullable=False),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
