"""The statements of strikes."""

from sqlalchemy import and_, bindparam, insert, select, update

from commkit.members import membership
from commkit.moderation.cases.statements import NOW, here
from commkit.moderation.strikes.records import Strike
from commkit.moderation.tables import strike
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_OF_MEMBER = and_(here(strike), strike.c.member == bindparam("member", type_=Id))
_COUNTS = and_(strike.c.ended_at.is_(None), strike.c.spent_by.is_(None), strike.c.expires_at > NOW)
LOCK_MEMBER = statement(
    lambda: (
        update(membership)
        .values(version=membership.c.version)
        .where(here(membership), membership.c.id == bindparam("member"))
    )
)
"""Locks the member's row, so that simultaneous strikes are counted one after the other."""
ADD = statement(lambda: insert(strike))
COUNTING = statement(
    lambda: (
        select(strike.c.id, strike.c.member, strike.c.decision, strike.c.at, strike.c.expires_at)
        .where(_OF_MEMBER, _COUNTS)
        .order_by(strike.c.id)
    ),
    into=Strike,
)
SPEND = statement(
    lambda: update(strike).values(spent_by=bindparam("new_spent_by")).where(_OF_MEMBER, _COUNTS)
)
END = statement(
    lambda: (
        update(strike)
        .values(ended_at=NOW)
        .where(here(strike), strike.c.decision == bindparam("decision"), strike.c.ended_at.is_(None))
    )
)
RESTORE_SPENT = statement(
    lambda: (
        update(strike).values(spent_by=None).where(here(strike), strike.c.spent_by == bindparam("decision"))
    )
)
