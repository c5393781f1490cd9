"""The statements of restrictions."""

from sqlalchemy import bindparam, or_, select

from commkit.members.records import MembershipStatus
from commkit.members.tables import membership
from commkit.runtime.storage.statements import statement

EXPIRED = statement(
    lambda: (
        select(membership.c.id)
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.restricted_until <= bindparam("now"),
            or_(
                membership.c.status == MembershipStatus.SILENCED,
                membership.c.status == MembershipStatus.SUSPENDED,
                membership.c.status == MembershipStatus.BANNED,
            ),
        )
        .order_by(membership.c.restricted_until)
        .limit(bindparam("size"))
    )
)
"""Members whose restriction has ended, those first whose ended first."""
