"""The statements of purges: what is due, how far it is, and which worker does it."""

from sqlalchemy import bindparam, func, or_, select, update

from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.runtime.storage.tables import lease, purge

_THIS = purge.c.name == bindparam("kind")

STATES = statement(
    lambda: select(
        purge.c.name, purge.c.due_at, purge.c.purged, purge.c.started_at, purge.c.finished_at, purge.c.error
    )
)
ADD = statement(lambda: insert_if_absent(purge))
DUE = statement(
    lambda: (
        select(purge.c.name, purge.c.cursor, purge.c.purged, purge.c.started_at)
        .where(purge.c.due_at <= bindparam("now"))
        .order_by(purge.c.due_at, purge.c.name)
    )
)
"""What is due, the longest ago first: so kinds take turns, and a large one holds up no other."""
ADVANCE = statement(
    lambda: (
        update(purge)
        .values(
            due_at=bindparam("next_due", type_=UtcDateTime),
            cursor=bindparam("new_cursor"),
            purged=bindparam("new_purged"),
            started_at=bindparam("began", type_=UtcDateTime),
            finished_at=func.coalesce(bindparam("finished", type_=UtcDateTime), purge.c.finished_at),
            error=None,
        )
        .where(_THIS)
    )
)
FAILED = statement(
    lambda: (
        update(purge)
        .values(due_at=bindparam("next_due", type_=UtcDateTime), error=bindparam("why"))
        .where(_THIS)
    )
)
MAKE_DUE = statement(
    lambda: update(purge).values(due_at=bindparam("now")).where(purge.c.due_at > bindparam("now"))
)

ADD_LEASE = statement(lambda: insert_if_absent(lease))
LEASE = statement(
    lambda: (
        update(lease)
        .values(worker=bindparam("me"), leased_until=bindparam("until", type_=UtcDateTime))
        .where(
            lease.c.name == bindparam("work"),
            or_(
                lease.c.leased_until <= bindparam("now", type_=UtcDateTime), lease.c.worker == bindparam("me")
            ),
        )
    )
)
"""Takes or keeps the lease: for the time it says, and by the lock of its row for the rest of the transaction."""
HOLDER = statement(lambda: select(lease.c.worker).where(lease.c.name == bindparam("work")))
RELEASE = statement(
    lambda: (
        update(lease)
        .values(leased_until=bindparam("now", type_=UtcDateTime))
        .where(lease.c.name == bindparam("work"), lease.c.worker == bindparam("me"))
    )
)
