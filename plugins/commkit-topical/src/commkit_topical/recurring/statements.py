"""The statements of recurring threads."""

from sqlalchemy import bindparam, func, insert, select, update

from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_topical.recurring.records import RecurringThread
from commkit_topical.tables import recurring_thread as recurring

_COLUMNS = tuple(recurring.c[name] for name in RecurringThread.__annotations__)
_HERE = recurring.c.community_id == bindparam("community_id")
_THIS = _HERE & (recurring.c.id == bindparam("id", type_=Id))
_GOES_ON = recurring.c.ended_at.is_(None)

ADD = statement(lambda: insert(recurring))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(RecurringThread, recurring)), into=RecurringThread
)
GOING_ON = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, _GOES_ON, visible(RecurringThread, recurring))
        .order_by(recurring.c.opens_at, recurring.c.id)
        .limit(100)
    ),
    into=RecurringThread,
)
COUNT = statement(lambda: select(func.count()).select_from(recurring).where(_HERE, _GOES_ON))
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS, _GOES_ON).with_for_update(), into=RecurringThread)
"""One that goes on, for the worker; it checks no visibility."""
OPENED = statement(
    lambda: (
        update(recurring)
        .values(
            latest=bindparam("thread", type_=Id),
            opened=recurring.c.opened + 1,
            opens_at=bindparam("next_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
END = statement(
    lambda: update(recurring).values(ended_at=bindparam("at", type_=UtcDateTime)).where(_THIS, _GOES_ON)
)
