"""The statement that notes the thread of an occurrence."""

from sqlalchemy import bindparam, update

from commkit.events.occurrences.statements import THIS
from commkit.events.occurrences.tables import occurrence
from commkit.runtime.storage.statements import statement

SET_THREAD = statement(
    lambda: (
        update(occurrence).values(thread=bindparam("new_thread")).where(THIS, occurrence.c.thread.is_(None))
    )
)
"""Changes nothing where the occurrence has a thread."""
