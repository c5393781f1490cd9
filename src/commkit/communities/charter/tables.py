"""Where charters are kept."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table, Text

from commkit.communities.tables import community, metadata
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain

charter = Table(
    "commkit_charter",
    metadata,
    community_id(),
    Column("rules", Text, nullable=False, info=plain("What is asked of members.")),
    Column("version", Integer, nullable=False, info=plain("How often the rules were changed.")),
    Column("closes_at", UtcDateTime, info=plain("When the community will be archived.")),
    Column("scheduled", Id, info=plain("The scheduled command that will archive it.")),
    Column("reason", Text, nullable=False, info=plain("Why it ends.")),
    Column("farewell", Text, nullable=False, info=plain("What its stewards say in the end.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
