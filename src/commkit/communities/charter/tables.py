"""The table of charters."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table, Text

from commkit.communities.tables import community, metadata
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain

charter = Table(
    "commkit_charter",
    metadata,
    community_id(),
    Column("rules", Text, nullable=False, info=plain("The rules as Markdown.")),
    Column("version", Integer, nullable=False, info=plain("How often the rules were changed.")),
    Column("closes_at", UtcDateTime, info=plain("When the community will be archived.")),
    Column("scheduled", Id, info=plain("The scheduled command that will archive it.")),
    Column("reason", Text, nullable=False, info=plain("Why the community closes.")),
    Column("farewell", Text, nullable=False, info=plain("The text that members get when it closes.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
