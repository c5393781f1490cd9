"""The table of imported objects, by which a second run adds nothing and an interrupted one continues."""

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, String, Table

from commkit.communities.tables import community
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import plain

metadata = MetaData()

imported = Table(
    "commkit_imported_object",
    metadata,
    community_id(),
    Column("source", String(100), primary_key=True, info=plain("The name of the source.")),
    Column("kind", String(32), primary_key=True, info=plain("The kind of object.")),
    Column("external_id", String(100), primary_key=True, info=plain("Its id at the source.")),
    Column("id", Id, info=plain("Its id here; NULL where it has none.")),
    Column("run", Id, nullable=False, info=plain("The run of the import that added it.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
