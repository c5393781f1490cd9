"""The statements that find the members to notify."""

from typing import Any

from sqlalchemy import bindparam, or_, select

from commkit.members import CURRENT_STATUSES, MembershipStatus, membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement


def _members(*conditions: Any) -> Any:
    return statement(
        lambda: (
            select(membership.c.id)
            .where(
                membership.c.community_id == bindparam("community_id", type_=Id),
                membership.c.id > bindparam("after", type_=Id),
                *conditions,
            )
            .order_by(membership.c.id)
            .limit(bindparam("size"))
        )
    )


CURRENT_MEMBERS = _members(or_(*(membership.c.status == status for status in CURRENT_STATUSES)))

HOLDERS = _members(
    membership.c.status == MembershipStatus.ACTIVE,
    or_(
        membership.c.role.in_(bindparam("roles", expanding=True)),
        membership.c.trust_level >= bindparam("min_trust"),
    ),
)
"""Active members with one of the roles, or from a trust level on; both hold a permission."""
