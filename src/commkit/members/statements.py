"""The statements of memberships."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, null, or_, select, update

from commkit.communities import COMMUNITY_COLUMNS, Community, Visibility, community
from commkit.members.records import CURRENT_STATUSES, Membership, MembershipStatus
from commkit.members.tables import MEMBERSHIP, RECORD, membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement
from commkit.runtime.storage.visibility import Visible

_HERE = membership.c.community_id == bindparam("community_id")
_THIS = _HERE & (membership.c.id == bindparam("id", type_=Id))
IS_SHOWN = or_(
    *(membership.c.status == status for status in CURRENT_STATUSES),
    membership.c.id == bindparam("me", type_=Id),
    bindparam("sees_all"),
)
"""Those who are outside are seen by themselves, and by those who decide about requests."""

_OWN = or_(membership.c.id == bindparam("me", type_=Id), bindparam("sees_all"))


def shown_to_self(column: ColumnElement[Any], otherwise: Any) -> ColumnElement[Any]:
    """A column that only the member, and those who decide about requests, may see."""
    return case((_OWN, column), else_=otherwise)


_PRIVATE: dict[Any, Any] = {
    membership.c.key: "",
    membership.c.restricted_until: null(),
    membership.c.restriction_reason: "",
}
VISIBLE_COLUMNS = tuple(
    shown_to_self(column, _PRIVATE[column]) if column in _PRIVATE else column for column in RECORD
)
"""The columns of a `Membership` as `me` sees it; `sees_all` for those who decide about requests."""

ONE = statement(
    lambda: select(*VISIBLE_COLUMNS).select_from(MEMBERSHIP).where(_THIS, IS_SHOWN), into=Membership
)
_WHOLE = select(*RECORD).select_from(MEMBERSHIP).where(_THIS)
SHARE = statement(lambda: _WHOLE.with_for_update(read=True, of=membership), into=Membership)
"""A membership with all its columns, as it is until the commit; others may read it so at the same time."""
LOCK = statement(lambda: _WHOLE.with_for_update(of=membership), into=Membership)
"""A membership with all its columns, locked for a change."""
_CURRENT = or_(*(membership.c.status == status for status in CURRENT_STATUSES))


def _page(visible: Visible, condition: ColumnElement[bool]) -> Any:
    return (
        select(*VISIBLE_COLUMNS)
        .select_from(MEMBERSHIP)
        .where(
            _HERE,
            membership.c.id > bindparam("after"),
            IS_SHOWN,
            condition,
            visible.listed(membership),
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )


PAGE = visible_statement(lambda visible: _page(visible, _CURRENT), into=Membership)
PAGE_BY_STATUS = visible_statement(
    lambda visible: _page(visible, membership.c.status == bindparam("status")), into=Membership
)
COMMUNITIES_OF_KEY = statement(
    lambda: (
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
        .order_by(community.c.slug)
    ),
    into=Community,
)
ADD = statement(lambda: insert_if_absent(membership))
REJOIN = statement(
    lambda: (
        update(membership)
        .values(
            role=bindparam("new_role"),
            staff=bindparam("new_staff"),
            status=bindparam("new_status"),
            restricted_until=bindparam("new_until", type_=UtcDateTime),
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
)
SET_STATUS = statement(
    lambda: (
        update(membership)
        .values(
            status=bindparam("new_status"),
            restricted_until=bindparam("new_until"),
            restriction_reason=bindparam("new_reason"),
            version=membership.c.version + 1,
        )
        .where(
            _THIS,
            membership.c.status == bindparam("expected_status"),
            membership.c.role == bindparam("expected_role"),
        )
    )
)
SET_NAME = statement(
    lambda: update(membership).values(name=bindparam("new_name"), name_key=bindparam("new_key")).where(_THIS)
)
