"""The statements of audiences; one condition says whom an audience is meant for."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, insert, not_, or_, select

from commkit.members import CURRENT_STATUSES, MembershipKind, group_member, membership
from commkit.storage import Id, insert_if_absent, statement
from commkit_internal.announcements.audiences.records import AudiencePart, AudienceRole, StoredAudience
from commkit_internal.tables import audience, audience_part, audience_role
from commkit_internal.units.placements.statements import select_members_below

_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_HERE = audience.c.community_id == _COMMUNITY
_COLUMNS = tuple(audience.c[name] for name in StoredAudience.__annotations__)
_PARTS = tuple(audience_part.c[name] for name in AudiencePart.__annotations__)
_ROLES = tuple(audience_role.c[name] for name in AudienceRole.__annotations__)
_named = group_member.alias("named")
_inside = group_member.alias("inside")


def is_meant(which: Any, who: Any) -> ColumnElement[bool]:
    """Whether an audience is meant for a member: they are in a part of it, and have one of its roles.

    The community is named in each part by itself: where many are asked, PostgreSQL reads all parts and roles at once,
    and then only those of this community.

    Args:
        which: The table of audiences, or an alias of it.
        who: The table of memberships, or an alias of it.
    """
    in_part = exists().where(
        audience_part.c.community_id == _COMMUNITY,
        audience_part.c.audience == which.c.id,
        _named.c.community_id == _COMMUNITY,
        _named.c.group == audience_part.c.group,
        _named.c.member == who.c.id,
    )
    has_role = exists().where(
        audience_role.c.community_id == _COMMUNITY,
        audience_role.c.audience == which.c.id,
        audience_role.c.role == who.c.role,
    )
    return and_(
        who.c.kind == MembershipKind.PERSON,
        who.c.status.in_(CURRENT_STATUSES),
        or_(not_(which.c.has_parts), in_part.correlate_except(audience_part, _named)),
        or_(not_(which.c.has_roles), has_role.correlate_except(audience_role)),
    )


ADD = statement(lambda: insert_if_absent(audience))
"""Adds nothing where there is an audience with the same parts and roles."""
ADD_PART = statement(lambda: insert(audience_part))
ADD_ROLE = statement(lambda: insert(audience_role))
COUNT = statement(lambda: select(func.count()).where(_HERE))
ONE = statement(
    lambda: select(*_COLUMNS).where(_HERE, audience.c.id == bindparam("id", type_=Id)), into=StoredAudience
)
WITH_FINGERPRINT = statement(
    lambda: select(*_COLUMNS).where(_HERE, audience.c.fingerprint == bindparam("fingerprint")),
    into=StoredAudience,
)
OF_GROUP = statement(
    lambda: select(*_COLUMNS).where(_HERE, audience.c.group == bindparam("group", type_=Id)),
    into=StoredAudience,
)
ALL = statement(
    lambda: select(*_COLUMNS).where(_HERE).order_by(audience.c.id.desc()).limit(500), into=StoredAudience
)
PARTS = statement(
    lambda: (
        select(*_PARTS)
        .where(
            audience_part.c.community_id == bindparam("community_id"),
            audience_part.c.audience.in_(bindparam("ids", expanding=True, type_=Id)),
        )
        .order_by(audience_part.c.audience, audience_part.c.group)
    ),
    into=AudiencePart,
)
ROLES = statement(
    lambda: (
        select(*_ROLES)
        .where(
            audience_role.c.community_id == bindparam("community_id"),
            audience_role.c.audience.in_(bindparam("ids", expanding=True, type_=Id)),
        )
        .order_by(audience_role.c.audience, audience_role.c.role)
    ),
    into=AudienceRole,
)
IS_PART = statement(
    lambda: (
        select(audience_part.c.unit)
        .where(
            audience_part.c.community_id == bindparam("community_id"),
            audience_part.c.group == bindparam("group", type_=Id),
        )
        .limit(1)
    )
)
"""Whether a group is a part of an audience, and the unit whose group it is."""


def _misplaced(*conditions: ColumnElement[bool]) -> Any:
    inside = exists().where(
        _inside.c.community_id == _COMMUNITY,
        _inside.c.group == audience.c.group,
        _inside.c.member == membership.c.id,
    )
    announces = and_(
        membership.c.kind == MembershipKind.PERSON,
        membership.c.status.in_(CURRENT_STATUSES),
        membership.c.role.in_(bindparam("announcing", expanding=True)),
    )
    belongs = or_(is_meant(audience, membership), announces)
    is_inside = inside.correlate_except(_inside)
    return (
        select(audience.c.group, membership.c.id, not_(is_inside))
        .select_from(audience.join(membership, membership.c.community_id == audience.c.community_id))
        .where(_HERE, or_(and_(belongs, not_(is_inside)), and_(not_(belongs), is_inside)), *conditions)
        .order_by(audience.c.group, membership.c.id)
    )


MISPLACED_IN = statement(lambda: _misplaced(audience.c.id == bindparam("audience", type_=Id)))
"""Who is to come into the group of an audience (True), or to leave it (False)."""
MISPLACED_MEMBER = statement(lambda: _misplaced(membership.c.id == bindparam("member", type_=Id)))
"""The same of one member, in all audiences."""
MISPLACED_BELOW = statement(lambda: _misplaced(membership.c.id.in_(select_members_below())))
"""The same of who is placed in a unit or below it."""
