"""Where an import remembers what it took, so that a second run adds nothing and a broken one goes on."""

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, String, Table

from commkit.communities.tables import community
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import plain

metadata = MetaData()

imported = Table(
    "commkit_imported_object",
    metadata,
    community_id(),
    Column("source", String(100), primary_key=True, info=plain("Where it came from.")),
    Column("kind", String(32), primary_key=True, info=plain("What it is.")),
    Column("external_id", String(100), primary_key=True, info=plain("Its id there.")),
    Column("id", Id, info=plain("Its id here, where it was taken.")),
    Column("run", Id, nullable=False, info=plain("The import that took it.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
