"""The statements of statements."""

from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from commkit.storage import Id, UtcDateTime, count_where, statement, visible_statement
from commkit_opinion.proposing.records import OpinionStatement, StatementState
from commkit_opinion.tables import proposed, tally

_HERE = proposed.c.community_id == bindparam("community_id")
_THIS = _HERE & (proposed.c.id == bindparam("id", type_=Id))
_OF_CONSULTATION = _HERE & (proposed.c.consultation == bindparam("consultation", type_=Id))
_NAMES = tuple(OpinionStatement.__annotations__)
COLUMNS = tuple(proposed.c[name] for name in _NAMES)


def as_statement(*values: Any) -> OpinionStatement:
    """A row of the columns of the record."""
    return OpinionStatement(**dict(zip(_NAMES, values, strict=True)))


ADD = statement(lambda: insert(proposed))
ADD_TALLY = statement(lambda: insert(tally))
ONE = visible_statement(
    lambda visible: select(*COLUMNS).where(_THIS, visible(OpinionStatement, proposed)), into=as_statement
)
COUNT = statement(
    lambda: select(
        func.count(),
        func.coalesce(func.max(proposed.c.number), 0),
        count_where(
            (proposed.c.state == StatementState.PENDING) & (proposed.c.author == bindparam("me", type_=Id))
        ),
    ).where(_OF_CONSULTATION)
)
"""How many there are, the last number, and how many of the actor are pending. It checks no visibility: the limit is
the consultation's."""
DECIDE = statement(
    lambda: (
        update(proposed)
        .values(
            state=bindparam("new_state"),
            decided_at=bindparam("now", type_=UtcDateTime),
            decided_by=bindparam("by", type_=Id),
            reason=bindparam("new_reason"),
        )
        .where(_THIS, proposed.c.state != bindparam("new_state"))
    )
)
PAGE = visible_statement(
    lambda visible: (
        select(*COLUMNS)
        .where(
            _OF_CONSULTATION,
            proposed.c.state == bindparam("state"),
            proposed.c.number > bindparam("after"),
            visible(OpinionStatement, proposed),
        )
        .order_by(proposed.c.number)
        .limit(bindparam("size"))
    ),
    into=as_statement,
)
