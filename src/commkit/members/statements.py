"""The statements of members, memberships and invitations."""

from sqlalchemy import bindparam, insert, or_, select, update

from commkit.communities.tables import community
from commkit.members.records import INSIDE, Membership, Standing
from commkit.members.tables import RECORD, invitation, member, membership
from commkit.runtime.columns import Id
from commkit.runtime.statements import insert_new, statement
from commkit.runtime.types import OWNER

_HERE = membership.c.community_id == bindparam("community_id")
_THIS = _HERE & (membership.c.id == bindparam("id", type_=Id))
_VISIBLE = or_(
    *(membership.c.standing == standing for standing in INSIDE),
    membership.c.id == bindparam("me", type_=Id),
    bindparam("sees_all"),
)
"""Who is gone, waits or is banned is seen by themselves and by those who admit."""

ADD_ACCOUNT = statement(insert_new(member))
ACCOUNT = statement(select(member.c.id).where(member.c.key == bindparam("key")))

ONE = statement(select(*RECORD).where(_THIS, _VISIBLE), into=Membership)
PAGE = statement(
    select(*RECORD)
    .where(
        _HERE,
        membership.c.id > bindparam("after"),
        or_(*(membership.c.standing == standing for standing in INSIDE)),
    )
    .order_by(membership.c.id)
    .limit(bindparam("size")),
    into=Membership,
)
OTHER_OWNER = statement(
    select(membership.c.id)
    .where(
        _HERE,
        membership.c.role == OWNER,
        membership.c.standing == Standing.ACTIVE,
        membership.c.id != bindparam("id"),
    )
    .limit(1)
)
ADD = statement(insert_new(membership))
COME_BACK = statement(
    update(membership)
    .values(role=bindparam("new_role"), staff=bindparam("new_staff"), standing=bindparam("new_standing"))
    .where(_THIS, membership.c.standing == Standing.LEFT)
)
COUNT_MEMBERS = statement(
    update(community)
    .values(member_count=community.c.member_count + bindparam("change"))
    .where(community.c.community_id == bindparam("community_id"))
)
SET_STANDING = statement(
    update(membership)
    .values(
        standing=bindparam("new_standing"),
        standing_until=bindparam("new_until"),
        standing_reason=bindparam("new_reason"),
    )
    .where(_THIS, membership.c.standing == bindparam("seen"))
)
SET_ROLE = statement(
    update(membership)
    .values(role=bindparam("new_role"), staff=bindparam("new_staff"))
    .where(_THIS, membership.c.role == bindparam("seen_role"))
)
SET_NAME = statement(update(membership).values(name=bindparam("new_name")).where(_THIS))
SET_TRUST = statement(
    update(membership)
    .values(trust=bindparam("new_trust"))
    .where(_THIS, membership.c.trust == bindparam("seen"))
)

_INVITED = (invitation.c.community_id == bindparam("community_id")) & (
    invitation.c.token_hash == bindparam("token_hash")
)
ADD_INVITATION = statement(insert(invitation))
USE_INVITATION = statement(
    update(invitation)
    .values(uses_left=invitation.c.uses_left - 1)
    .where(
        _INVITED,
        invitation.c.uses_left > 0,
        invitation.c.expires_at > bindparam("now"),
        invitation.c.revoked_at.is_(None),
    )
    .returning(invitation.c.role, invitation.c.created_by)
)
REVOKE_INVITATION = statement(
    update(invitation)
    .values(revoked_at=bindparam("now"))
    .where(
        invitation.c.community_id == bindparam("community_id"),
        invitation.c.id == bindparam("id"),
        invitation.c.revoked_at.is_(None),
    )
)
