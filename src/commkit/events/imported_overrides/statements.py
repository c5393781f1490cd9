"""The statements of imported overrides."""

from sqlalchemy import bindparam, select, update

from commkit.events.imported_overrides.records import KnownOccurrence
from commkit.events.occurrences.statements import NOT_CANCELLED, THIS
from commkit.events.occurrences.tables import occurrence
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement

KNOWN = statement(
    lambda: select(
        occurrence.c.id,
        occurrence.c.original_start,
        occurrence.c.local_start,
        occurrence.c.local_end,
        occurrence.c.ends_at,
        occurrence.c.cancelled_at,
        occurrence.c.source_sequence,
        occurrence.c.source_modified_at,
    ).where(occurrence.c.community_id == bindparam("community_id"), occurrence.c.event == bindparam("event")),
    into=KnownOccurrence,
)
"""The occurrences of an event."""
SET_CANCELLED = statement(
    lambda: update(occurrence).values(cancelled_at=bindparam("now")).where(THIS, NOT_CANCELLED)
)
"""Cancels an occurrence, whether it is over or not."""
SET_VERSION = statement(
    lambda: (
        update(occurrence)
        .values(
            source_sequence=bindparam("new_source_sequence"),
            source_modified_at=bindparam("new_source_modified_at", type_=UtcDateTime),
        )
        .where(THIS)
    )
)
