"""The statements of members, memberships and invitations."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, insert, null, or_, select, update

from commkit.communities.records import Community, Visibility
from commkit.communities.tables import RECORD as COMMUNITY_COLUMNS
from commkit.communities.tables import community
from commkit.members.records import CURRENT_STATUSES, Invitation, Membership, MembershipStatus
from commkit.members.tables import MEMBERSHIP, RECORD, invitation, member, membership
from commkit.runtime.model.types import OWNER
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement

_HERE = membership.c.community_id == bindparam("community_id")
_THIS = _HERE & (membership.c.id == bindparam("id", type_=Id))
_VISIBLE = or_(
    *(membership.c.status == status for status in CURRENT_STATUSES),
    membership.c.id == bindparam("me", type_=Id),
    bindparam("sees_all"),
)
"""Who is gone, waits or is banned is seen by themselves and by those who admit."""

_OWN = or_(membership.c.id == bindparam("me", type_=Id), bindparam("sees_all"))


def _visible_to_self(column: ColumnElement[Any], otherwise: Any) -> ColumnElement[Any]:
    """A column that only the member and those who admit are told."""
    return case((_OWN, column), else_=otherwise)


_PRIVATE: dict[Any, Any] = {
    membership.c.key: "",
    membership.c.restricted_until: null(),
    membership.c.restriction_reason: "",
}
VISIBLE_COLUMNS = tuple(
    _visible_to_self(column, _PRIVATE[column]) if column in _PRIVATE else column for column in RECORD
)
"""The columns of a `Membership` as the member `me` sees it; `sees_all` for those who admit."""

ADD_ACCOUNT = statement(insert_if_absent(member))
ACCOUNT = statement(select(member.c.id).where(member.c.key == bindparam("key")).with_for_update(read=True))
"""Held until the commit: who is erased meanwhile is not written about anew."""

ONE = statement(select(*VISIBLE_COLUMNS).select_from(MEMBERSHIP).where(_THIS, _VISIBLE), into=Membership)
_CURRENT = or_(*(membership.c.status == status for status in CURRENT_STATUSES))


def _page(condition: ColumnElement[bool]) -> Any:
    return (
        select(*VISIBLE_COLUMNS)
        .select_from(MEMBERSHIP)
        .where(_HERE, membership.c.id > bindparam("after"), _VISIBLE, condition)
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )


PAGE = statement(_page(_CURRENT), into=Membership)
PAGE_BY_STATUS = statement(_page(membership.c.status == bindparam("status")), into=Membership)
COMMUNITIES_OF_KEY = statement(
    select(*COMMUNITY_COLUMNS)
    .select_from(membership.join(community, community.c.community_id == membership.c.community_id))
    .where(
        membership.c.key == bindparam("key"),
        or_(
            _CURRENT,
            (membership.c.status == MembershipStatus.REQUESTED)
            & (community.c.visibility != Visibility.SECRET),
        ),
    )
    .order_by(community.c.slug),
    into=Community,
)
EXPIRED_RESTRICTIONS = statement(
    select(membership.c.id)
    .where(
        _HERE,
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
OTHER_OWNER = statement(
    select(membership.c.id)
    .where(
        _HERE,
        membership.c.role == OWNER,
        membership.c.status == MembershipStatus.ACTIVE,
        membership.c.id != bindparam("id"),
    )
    .limit(1)
)
ADD = statement(insert_if_absent(membership))
REJOIN = statement(
    update(membership)
    .values(
        role=bindparam("new_role"),
        staff=bindparam("new_staff"),
        status=bindparam("new_status"),
        restricted_until=None,
        restriction_reason="",
        version=membership.c.version + 1,
    )
    .where(
        _THIS,
        or_(
            membership.c.status == MembershipStatus.LEFT,
            (membership.c.status == MembershipStatus.BANNED)
            & (membership.c.restricted_until <= bindparam("now")),
        ),
    )
)
COUNT_MEMBERS = statement(
    update(community)
    .values(member_count=community.c.member_count + bindparam("change"))
    .where(community.c.community_id == bindparam("community_id"))
)
SET_STATUS = statement(
    update(membership)
    .values(
        status=bindparam("new_status"),
        restricted_until=bindparam("new_until"),
        restriction_reason=bindparam("new_reason"),
        version=membership.c.version + 1,
    )
    .where(_THIS, membership.c.status == bindparam("seen"), membership.c.role == bindparam("expected_role"))
)
SET_ROLE = statement(
    update(membership)
    .values(role=bindparam("new_role"), staff=bindparam("new_staff"), version=membership.c.version + 1)
    .where(_THIS, membership.c.role == bindparam("expected_role"))
)
SET_NAME = statement(update(membership).values(name=bindparam("new_name")).where(_THIS))
SET_TRUST_LEVEL = statement(
    update(membership)
    .values(
        trust_level=bindparam("new_trust_level"),
        # Who is trusted more than the session saw may do all that it saw.
        version=membership.c.version
        + case((membership.c.trust_level > bindparam("new_trust_level"), 1), else_=0),
    )
    .where(_THIS, membership.c.trust_level == bindparam("seen"))
)

_BY_TOKEN = (invitation.c.community_id == bindparam("community_id")) & (
    invitation.c.token_hash == bindparam("token_hash")
)
ADD_INVITATION = statement(insert(invitation))
USE_INVITATION = statement(
    update(invitation)
    .values(uses_left=invitation.c.uses_left - 1)
    .where(
        _BY_TOKEN,
        invitation.c.uses_left > 0,
        invitation.c.expires_at > bindparam("now"),
        invitation.c.revoked_at.is_(None),
    )
    .returning(invitation.c.role, invitation.c.created_by)
)
OPEN_INVITATIONS = statement(
    select(
        invitation.c.id,
        null(),
        invitation.c.role,
        invitation.c.uses_left,
        invitation.c.expires_at,
    )
    .where(
        invitation.c.community_id == bindparam("community_id"),
        invitation.c.uses_left > 0,
        invitation.c.expires_at > bindparam("now"),
        invitation.c.revoked_at.is_(None),
    )
    .order_by(invitation.c.id.desc())
    .limit(1_000),
    into=Invitation,
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
