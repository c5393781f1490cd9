"""The SQL of changes of type, and of the numbers of a plan."""

from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, func, insert, select, update

from commkit.community_types.records import TypeChange
from commkit.community_types.tables import type_change
from commkit.members import CURRENT_STATUSES, membership
from commkit.posts import reaction
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import Statement, statement
from commkit.runtime.storage.tables import audit

_HERE = type_change.c.community_id == bindparam("community_id")
_RECORD = (
    type_change.c.id,
    type_change.c.before,
    type_change.c.after,
    type_change.c.member,
    type_change.c.at,
    type_change.c.undone_at,
)

ADD = statement(lambda: insert(type_change))
ONE = statement(lambda: select(*_RECORD).where(_HERE, type_change.c.id == bindparam("id")), into=TypeChange)
PAGE = statement(
    lambda: (
        select(*_RECORD)
        .where(_HERE, type_change.c.id < bindparam("after"))
        .order_by(type_change.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=TypeChange,
)
LATEST = statement(
    lambda: (
        select(type_change.c.id, type_change.c.baseline)
        .where(_HERE, type_change.c.undone_at.is_(None))
        .order_by(type_change.c.id.desc())
        .limit(1)
    )
)
"""The last change that holds."""
DONE_SINCE = statement(
    lambda: (
        select(audit.c.id)
        .where(
            audit.c.community_id == bindparam("community_id"),
            audit.c.at > bindparam("since", type_=UtcDateTime),
        )
        .limit(1)
    )
)
"""Whether anybody has sent a command since."""
SET_UNDONE = statement(
    lambda: (
        update(type_change)
        .values(undone_at=bindparam("now"))
        .where(_HERE, type_change.c.id == bindparam("id"), type_change.c.undone_at.is_(None))
    )
)
FORMER_TYPES = statement(lambda: select(type_change.c.before).where(_HERE).distinct())
ROLES = statement(
    lambda: (
        select(membership.c.role, membership.c.trust_level, func.count())
        .where(
            membership.c.community_id == bindparam("community_id"), membership.c.status.in_(CURRENT_STATUSES)
        )
        .group_by(membership.c.role, membership.c.trust_level)
    )
)
"""How many members have which role at which trust level."""
REACTIONS = statement(
    lambda: (
        select(reaction.c.reaction, func.count())
        .where(reaction.c.community_id == bindparam("community_id"))
        .group_by(reaction.c.reaction)
    )
)


@cache
def count_rows(table: Table) -> Statement[tuple[Any, ...]]:
    """The statement that counts a community's rows of a feature's table; one for each table."""
    return statement(
        lambda: (
            select(func.count()).select_from(table).where(table.c.community_id == bindparam("community_id"))
        )
    )
