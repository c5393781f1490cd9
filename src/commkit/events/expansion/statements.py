"""The statements of new occurrences."""

from sqlalchemy import bindparam, insert, select

from commkit.events.occurrences.tables import occurrence
from commkit.runtime.storage.statements import statement

ADD = statement(lambda: insert(occurrence))
ORIGINAL_STARTS = statement(
    lambda: select(occurrence.c.id, occurrence.c.original_start).where(
        occurrence.c.community_id == bindparam("community_id"), occurrence.c.event == bindparam("event")
    )
)
"""The occurrences of an event, with the local starts that its rule gives them."""
