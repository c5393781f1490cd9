"""The statement that cancels an imported occurrence."""

from sqlalchemy import bindparam, update

from commkit.events.occurrences.statements import NOT_CANCELLED, THIS
from commkit.events.occurrences.tables import occurrence
from commkit.runtime.storage.statements import statement

SET_CANCELLED = statement(
    lambda: update(occurrence).values(cancelled_at=bindparam("now")).where(THIS, NOT_CANCELLED)
)
"""Cancels an occurrence, whether it is over or not."""
