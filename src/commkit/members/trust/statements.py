"""The statements of trust."""

from sqlalchemy import bindparam, case, update

from commkit.members.tables import membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

SET_TRUST_LEVEL = statement(
    lambda: (
        update(membership)
        .values(
            trust_level=bindparam("new_trust_level"),
            # A member who rose may do all that their open sessions saw; only a fall makes those sessions stale.
            version=membership.c.version
            + case((membership.c.trust_level > bindparam("new_trust_level"), 1), else_=0),
        )
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id == bindparam("id", type_=Id),
            membership.c.trust_level == bindparam("expected_trust_level"),
        )
    )
)
