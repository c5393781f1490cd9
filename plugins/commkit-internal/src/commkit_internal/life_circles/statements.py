"""The statements of life circles."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, delete, exists, insert, select, update

from commkit.members import group_member
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_internal.life_circles.records import Circle, CircleInvitation
from commkit_internal.tables import circle, circle_invitation, unit

_HERE = circle.c.community_id == bindparam("community_id")
_THIS = _HERE & (circle.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(circle.c[name] for name in Circle.__annotations__)
_MEMBER = bindparam("member", type_=Id)

ADD = statement(lambda: insert(circle))
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Circle, circle)), into=Circle)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Circle)
END = statement(lambda: update(circle).values(ended_at=bindparam("at", type_=UtcDateTime)).where(_THIS))
LIST = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, circle.c.ended_at.is_(None), visible(Circle, circle))
        .order_by(circle.c.title, circle.c.id)
        .limit(200)
    ),
    into=Circle,
)

_INVITATION = (
    (circle_invitation.c.community_id == bindparam("community_id"))
    & (circle_invitation.c.circle == bindparam("id", type_=Id))
    & (circle_invitation.c.member == _MEMBER)
)
ADD_INVITATION = statement(lambda: insert_if_absent(circle_invitation))
INVITATION = statement(
    lambda: select(*(circle_invitation.c[name] for name in CircleInvitation.__annotations__)).where(
        _INVITATION
    ),
    into=CircleInvitation,
)
DELETE_INVITATION = statement(lambda: delete(circle_invitation).where(_INVITATION))

# --- who is inside ---------------------------------------------------------------------------------------------------

_inside = group_member.alias("inside")
_IN_GROUP = (_inside.c.community_id == bindparam("community_id")) & (
    _inside.c.group == bindparam("group", type_=Id)
)
MEMBERS = statement(lambda: select(_inside.c.member).where(_IN_GROUP).order_by(_inside.c.member).limit(1_000))
IS_INSIDE = statement(lambda: select(_inside.c.member).where(_IN_GROUP, _inside.c.member == _MEMBER))

_placed, _other = group_member.alias(), group_member.alias()
"""Without names: `leads_in` stands in statements of others, which may use any name."""


def leads_in(community: Any, audience: Any, leader: Any) -> ColumnElement[bool]:
    """Whether somebody leads a unit in which, or below which, another one is placed who is in a group.

    Args:
        community: The community.
        audience: The group.
        leader: Who may lead somebody in it.
    """
    units = unit.join(
        _placed, and_(_placed.c.community_id == unit.c.community_id, _placed.c.group == unit.c.group)
    ).join(_other, and_(_other.c.community_id == unit.c.community_id, _other.c.member == _placed.c.member))
    return (
        exists()
        .select_from(units)
        .where(
            unit.c.community_id == community,
            unit.c.closed_at.is_(None),
            unit.c.manager == leader,
            _other.c.group == audience,
            _other.c.member != leader,
        )
        .correlate_except(unit, _placed, _other)
    )


LEADS_SOMEBODY = statement(
    lambda: select(leads_in(bindparam("community_id"), bindparam("group", type_=Id), _MEMBER))
)
"""Whether a member leads somebody in a group."""
IS_LED = statement(
    lambda: select(
        exists()
        .select_from(
            unit.join(
                _placed, and_(_placed.c.community_id == unit.c.community_id, _placed.c.group == unit.c.group)
            ).join(
                _inside,
                and_(_inside.c.community_id == unit.c.community_id, _inside.c.member == unit.c.manager),
            )
        )
        .where(
            unit.c.community_id == bindparam("community_id"),
            unit.c.closed_at.is_(None),
            _placed.c.member == _MEMBER,
            _inside.c.group == bindparam("group", type_=Id),
            _inside.c.member != _MEMBER,
        )
    )
)
"""Whether somebody in a group leads a member."""
LEADERS_INSIDE = statement(
    lambda: (
        select(circle.c.id, _inside.c.member)
        .select_from(
            circle.join(
                _inside,
                and_(_inside.c.community_id == circle.c.community_id, _inside.c.group == circle.c.group),
            )
        )
        .where(
            _HERE,
            circle.c.ended_at.is_(None),
            leads_in(circle.c.community_id, circle.c.group, _inside.c.member),
        )
        .order_by(circle.c.id, _inside.c.member)
    )
)
"""Who is in a circle together with somebody whom they lead."""
CIRCLES_OF = statement(
    lambda: (
        select(circle.c.id)
        .select_from(
            circle.join(
                _inside,
                and_(_inside.c.community_id == circle.c.community_id, _inside.c.group == circle.c.group),
            )
        )
        .where(_HERE, circle.c.ended_at.is_(None), _inside.c.member == _MEMBER)
        .order_by(circle.c.id)
    )
)
OF_GROUP = statement(
    lambda: select(*_COLUMNS).where(_HERE, circle.c.group == bindparam("group", type_=Id)), into=Circle
)


def is_of_circle(row: FromClause) -> ColumnElement[bool]:
    """Whether the audience of a row is that of a circle."""
    return (
        exists()
        .where(circle.c.community_id == row.c.community_id, circle.c.group == row.c.audience)
        .correlate_except(circle)
    )
