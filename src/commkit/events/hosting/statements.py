"""The statements of co-hosts and invitations."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update

from commkit.events.hosting.tables import cohost, invited
from commkit.events.tables import event
from commkit.members import CURRENT_STATUSES, membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement

_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_CURRENT_AMONG = and_(
    membership.c.community_id == _COMMUNITY,
    membership.c.id.in_(bindparam("members", expanding=True)),
    or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
)

CURRENT_AMONG = statement(lambda: select(membership.c.id).where(_CURRENT_AMONG))
"""Which of some members are members now."""
INVITE = statement(
    lambda: (
        insert_if_absent(invited)
        .from_select(
            ["community_id", "event", "member", "by", "at"],
            select(
                membership.c.community_id,
                bindparam("event", type_=Id),
                membership.c.id,
                bindparam("by", type_=Id),
                bindparam("at", type_=UtcDateTime),
            ).where(_CURRENT_AMONG),
            include_defaults=False,
        )
        .returning(invited.c.member)
    )
)
"""Gives those who were not invited before."""
ADD_COHOST = statement(lambda: insert_if_absent(cohost))
REMOVE_COHOST = statement(
    lambda: delete(cohost).where(
        cohost.c.community_id == _COMMUNITY,
        cohost.c.event == bindparam("event"),
        cohost.c.member == bindparam("member"),
    )
)
COUNT_COHOSTS = statement(
    lambda: (
        update(event)
        .values(cohosts=event.c.cohosts + bindparam("change"))
        .where(
            event.c.community_id == _COMMUNITY,
            event.c.id == bindparam("event"),
            event.c.cohosts + bindparam("change") <= bindparam("most"),
        )
    )
)
"""Changes nothing where there would be too many: the event's row decides."""
