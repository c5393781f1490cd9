"""The statements of arguments."""

from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_opinion.arguments.records import Argument
from commkit_opinion.tables import argument, tally

_HERE = argument.c.community_id == bindparam("community_id")
_THIS = _HERE & (argument.c.id == bindparam("id", type_=Id))
_OF_SIDE = (
    _HERE
    & (argument.c.statement == bindparam("statement", type_=Id))
    & (argument.c.side == bindparam("side", type_=argument.c.side.type))
)
_NAMES = tuple(Argument.__annotations__)
_COLUMNS = tuple(argument.c[name] for name in _NAMES)


def _as_argument(*values: Any) -> Argument:
    return Argument(**dict(zip(_NAMES, values, strict=True)))


ADD = statement(lambda: insert(argument))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(Argument, argument)), into=_as_argument
)
LOCK = statement(
    lambda: (
        select(tally.c.statement)
        .where(
            tally.c.community_id == bindparam("community_id"),
            tally.c.statement == bindparam("statement", type_=Id),
        )
        .with_for_update(of=tally)
    )
)
"""Locks what is counted of a statement, so that two arguments cannot both be the last that the limit allows."""
COUNT = statement(
    lambda: select(func.count()).select_from(argument).where(_OF_SIDE, argument.c.withdrawn_at.is_(None))
)
WITHDRAW = statement(
    lambda: (
        update(argument)
        .values(withdrawn_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, argument.c.withdrawn_at.is_(None))
    )
)
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(
            _OF_SIDE,
            argument.c.withdrawn_at.is_(None),
            argument.c.id > bindparam("after", type_=Id),
            visible(Argument, argument),
        )
        .order_by(argument.c.id)
        .limit(bindparam("size"))
    ),
    into=_as_argument,
)
