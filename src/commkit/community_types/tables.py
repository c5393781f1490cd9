"""The table of changes of type."""

from sqlalchemy import Column, MetaData, String, Table, Text

from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain

metadata = MetaData()

type_change = Table(
    "commkit_type_change",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The change's id: ids are in the order of time.")),
    Column("before", String(64), nullable=False, info=plain("The type that the community had.")),
    Column("after", String(64), nullable=False, info=plain("The type that it got.")),
    Column("member", Id, info=person("Who changed it.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    Column(
        "baseline",
        Text,
        nullable=False,
        info=plain("What an undo would have lost right after it, as JSON: counts by kind and name."),
    ),
    Column("undone_at", UtcDateTime, info=plain("When it was undone.")),
    info=COMMUNITY,
)
