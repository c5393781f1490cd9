"""The table of fields' values."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, LargeBinary, MetaData, String, Table, Text, text

from commkit.members import membership
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain

metadata = MetaData()

field_value = Table(
    "commkit_field_value",
    metadata,
    community_id(),
    Column("subject", String(16), primary_key=True, info=plain("What has the value: a post, a member...")),
    Column("object", Id, primary_key=True, info=plain("The id of what has the value.")),
    Column("field", String(64), primary_key=True, info=plain("The name of the field.")),
    Column("kind", String(16), nullable=False, info=plain("The kind of the field when it was given.")),
    Column(
        "value",
        Text,
        nullable=False,
        info=personal("The value, as text.", of="owner", erase=Erasure.ROW),
    ),
    Column(
        "sort_key",
        LargeBinary,
        info=personal("Bytes in the order of the values.", of="owner", erase=Erasure.ROW),
    ),
    Column(
        "owner",
        Id,
        # Erasure empties it first where the field is declared as nobody's personal data.
        info=person("Whose value it is: the author's, the host's, the member's.", erase=Erasure.ROW),
    ),
    ForeignKeyConstraint(["community_id", "owner"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""The values of fields, one row for each object and field."""

Index(
    "ix_commkit_field_value_sorted",
    field_value.c.community_id,
    field_value.c.subject,
    field_value.c.field,
    field_value.c.sort_key,
    field_value.c.object,
    sqlite_where=text("sort_key IS NOT NULL"),
    postgresql_where=text("sort_key IS NOT NULL"),
)
# Each list names the condition, and no look-up by id does: without statistics, PostgreSQL would else take this index
# for as good as the primary key, and read all values of a community.
