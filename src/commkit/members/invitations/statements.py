"""The statements of invitations."""

from typing import Any

from sqlalchemy import bindparam, insert, literal, null, or_, select, update

from commkit.members.invitations.records import Invitation, InvitationAuthority, InvitationNode
from commkit.members.invitations.tables import invitation, quota
from commkit.members.records import CURRENT_STATUSES
from commkit.members.tables import membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_MAX_DEPTH = 20
_MAX_NODES = 1_000

_HERE = invitation.c.community_id == bindparam("community_id")
_THIS = _HERE & (invitation.c.id == bindparam("id", type_=Id))
_VALID = (
    (invitation.c.uses_left > 0)
    & (invitation.c.expires_at > bindparam("now"))
    & invitation.c.revoked_at.is_(None)
)
_AUTHORITY = (invitation.c.role, invitation.c.created_by, invitation.c.permission)

ADD = statement(lambda: insert(invitation))
USE = statement(
    lambda: (
        update(invitation)
        .values(uses_left=invitation.c.uses_left - 1)
        .where(_HERE, invitation.c.token_hash == bindparam("token_hash"), _VALID)
        .returning(*_AUTHORITY)
    ),
    into=InvitationAuthority,
)
REVOKE = statement(
    lambda: (
        update(invitation).values(revoked_at=bindparam("now")).where(_THIS, invitation.c.revoked_at.is_(None))
    )
)
OPEN = statement(
    lambda: (
        select(invitation.c.id, null(), invitation.c.role, invitation.c.uses_left, invitation.c.expires_at)
        .where(_HERE, _VALID)
        .order_by(invitation.c.id.desc())
        .limit(1_000)
    ),
    into=Invitation,
)

EMAIL_AND_CREATOR = statement(lambda: select(invitation.c.email, invitation.c.created_by).where(_THIS))
SET_TOKEN = statement(
    lambda: (
        update(invitation)
        .values(token_hash=bindparam("new_hash"))
        .where(_THIS, _VALID, invitation.c.email.is_not(None))
        .returning(*_AUTHORITY, invitation.c.uses_left, invitation.c.expires_at)
    )
)
PURGE_EMAIL = statement(
    lambda: update(invitation).values(email=None).where(_THIS, invitation.c.email.is_not(None))
)

_insert_quota = upsert(quota)
USE_QUOTA = statement(
    lambda: _insert_quota.on_conflict_do_update(
        index_elements=["community_id", "member", "month"],
        set_={"used": quota.c.used + 1},
        where=quota.c.used < bindparam("most"),
    )
)


def _tree() -> Any:
    here = membership.c.community_id == bindparam("community_id")
    root = (
        select(membership.c.id, membership.c.name, membership.c.invited_by, literal(0).label("depth"))
        .where(here, membership.c.id == bindparam("root", type_=Id))
        .cte("tree", recursive=True)
    )
    below = (
        select(membership.c.id, membership.c.name, membership.c.invited_by, root.c.depth + 1)
        .join(root, membership.c.invited_by == root.c.id)
        .where(
            here,
            root.c.depth < _MAX_DEPTH,
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
    )
    tree = root.union_all(below)
    return (
        select(tree.c.id, tree.c.name, tree.c.invited_by, tree.c.depth)
        .order_by(tree.c.depth, tree.c.id)
        .limit(_MAX_NODES)
    )


TREE = statement(_tree, into=InvitationNode)
"""A member and whom they invited, breadth first."""
