"""The statements of how far the occurrences of an event go."""

from sqlalchemy import bindparam, select, update

from commkit.events.tables import event
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import scheduled_command

_HERE = event.c.community_id == bindparam("community_id")
_THIS = _HERE & (event.c.id == bindparam("id"))

PROGRESS = statement(lambda: select(event.c.expanded_until, event.c.extension).where(_THIS))
"""Up to which local start an event has occurrences, and the scheduled command that adds more."""
SET_PROGRESS = statement(
    lambda: (
        update(event)
        .values(
            expanded_until=bindparam("new_expanded_until"), extension=bindparam("new_extension", type_=Id)
        )
        .where(_THIS)
    )
)
STOPPED = statement(
    lambda: (
        select(event.c.id)
        .select_from(
            event.join(
                scheduled_command,
                (scheduled_command.c.community_id == event.c.community_id)
                & (scheduled_command.c.id == event.c.extension),
            )
        )
        .where(_HERE, event.c.cancelled_at.is_(None), scheduled_command.c.done_at.is_not(None))
        .order_by(event.c.id)
        .limit(1_000)
    )
)
"""Events that would get no more occurrences: an archived community refuses the scheduled command that adds them."""
