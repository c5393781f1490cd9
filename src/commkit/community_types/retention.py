"""What changes of type need of others' rows, however old they are."""

from sqlalchemy import ColumnElement, Table, exists, select

from commkit.community_types.tables import type_change
from commkit.runtime.storage.retention import RowCondition
from commkit.runtime.storage.tables import audit

_other = audit.alias("other")


def _is_newest(row: Table) -> ColumnElement[bool]:
    """Whether an entry is the newest of a community that has changed its type.

    Whether anybody has done anything since the change, which may expose what was hidden if it is undone, is asked of
    the audit log; the newest entry answers it.
    """
    newest = (
        select(_other.c.id)
        .where(_other.c.community_id == row.c.community_id)
        .order_by(_other.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    has_changed = exists().where(
        type_change.c.community_id == row.c.community_id, type_change.c.undone_at.is_(None)
    )
    return has_changed & (row.c.id == newest)


TYPE_CHANGE_RETAINS: dict[str, RowCondition] = {"audit": _is_newest}
