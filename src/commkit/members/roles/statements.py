"""The statements of roles."""

from sqlalchemy import bindparam, select, update

from commkit.members.records import MembershipStatus
from commkit.members.tables import membership
from commkit.runtime.model.types import OWNER
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_HERE = membership.c.community_id == bindparam("community_id")

SET_ROLE = statement(
    lambda: (
        update(membership)
        .values(role=bindparam("new_role"), staff=bindparam("new_staff"), version=membership.c.version + 1)
        .where(
            _HERE,
            membership.c.id == bindparam("id", type_=Id),
            membership.c.role == bindparam("expected_role"),
        )
    )
)
OTHER_OWNER = statement(
    lambda: (
        select(membership.c.id)
        .where(
            _HERE,
            membership.c.role == OWNER,
            membership.c.status == MembershipStatus.ACTIVE,
            membership.c.id != bindparam("id"),
        )
        .limit(1)
    )
)
