"""What events need of others' rows, however old they are."""

from sqlalchemy import ColumnElement, Table, exists

from commkit.events.tables import event
from commkit.runtime.storage.retention import RowCondition


def _extends_an_event(row: Table) -> ColumnElement[bool]:
    """Whether it was to add the next occurrences of an event.

    An archived community refuses it; when the community is open again, the event is found by it, however late.
    """
    return (row.c.command == "events.extend_series") & exists().where(
        event.c.community_id == row.c.community_id, event.c.extension == row.c.id
    )


EVENT_RETAINS: dict[str, RowCondition] = {"scheduled_commands": _extends_an_event}
