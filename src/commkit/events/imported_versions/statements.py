"""The statements of the versions of imported events."""

from sqlalchemy import bindparam, select, update

from commkit.events.imported_versions.records import KnownVersion
from commkit.events.tables import event
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement

_HERE = event.c.community_id == bindparam("community_id")

KNOWN = statement(
    lambda: select(event.c.id, event.c.source_sequence, event.c.source_modified_at).where(
        _HERE, event.c.uid == bindparam("uid")
    ),
    into=KnownVersion,
)
"""The event of a UID, in this community only."""
SET_VERSION = statement(
    lambda: (
        update(event)
        .values(
            source_sequence=bindparam("new_source_sequence"),
            source_modified_at=bindparam("new_source_modified_at", type_=UtcDateTime),
            sequence=bindparam("new_sequence"),
        )
        .where(_HERE, event.c.id == bindparam("id"))
    )
)
