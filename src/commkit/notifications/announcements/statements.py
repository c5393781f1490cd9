"""The statements that find whom something concerns."""

from typing import Any

from sqlalchemy import bindparam, or_, select

from commkit.members.records import CURRENT_STATUSES, MembershipStatus
from commkit.members.tables import membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement


def _members(*conditions: Any) -> Any:
    return statement(
        select(membership.c.id)
        .where(
            membership.c.community_id == bindparam("community_id", type_=Id),
            membership.c.id > bindparam("after", type_=Id),
            *conditions,
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )


EVERYBODY = _members(or_(*(membership.c.status == status for status in CURRENT_STATUSES)))
HOLDERS = _members(
    membership.c.status == MembershipStatus.ACTIVE,
    or_(
        membership.c.role.in_(bindparam("roles", expanding=True)),
        membership.c.trust_level >= bindparam("least_trust"),
    ),
)
"""Who holds a permission, since some roles have it, and members from some level of trust on."""
