"""The statements that move the occurrences of an event to a new schedule."""

from sqlalchemy import bindparam, delete, exists, literal_column, select, update

from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.statements import THIS
from commkit.events.occurrences.tables import occurrence
from commkit.runtime.storage.statements import statement

MOVE = statement(
    lambda: (
        update(occurrence)
        .values(
            original_start=bindparam("new_original_start"),
            local_start=bindparam("new_local_start"),
            local_end=bindparam("new_local_end"),
            starts_at=bindparam("new_starts_at"),
            ends_at=bindparam("new_ends_at"),
        )
        .where(THIS)
    )
)
"""Moves an occurrence that follows the rule."""
SET_ORIGINAL_START = statement(
    lambda: update(occurrence).values(original_start=bindparam("new_original_start")).where(THIS)
)
DELETE_UNANSWERED = statement(
    lambda: delete(occurrence).where(
        THIS,
        ~exists(
            select(literal_column("1"))
            .select_from(attendance)
            .where(
                attendance.c.community_id == occurrence.c.community_id,
                attendance.c.occurrence == occurrence.c.id,
            )
            .correlate(occurrence)
        ),
    )
)
"""Deletes an occurrence that nobody ever answered."""
