"""The statements of ages."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, not_, or_, select

from commkit.members import CURRENT_STATUSES, MembershipKind, membership
from commkit.storage import Id, statement, upsert
from commkit_minors.records import MemberAge
from commkit_minors.tables import age

_COLUMNS = tuple(age.c[name] for name in MemberAge.__annotations__)
_HERE = age.c.community_id == bindparam("community_id", type_=Id)

_stored = upsert(age)
SET = statement(
    lambda: _stored.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={
            name: _stored.excluded[name]
            for name in ("band", "protected", "time_zone", "checked_at", "valid_until", "next_check_at")
        },
    )
)
ONE = statement(
    lambda: select(*_COLUMNS).where(_HERE, age.c.member == bindparam("member", type_=Id)), into=MemberAge
)
AMONG = statement(
    lambda: select(*_COLUMNS).where(_HERE, age.c.member.in_(bindparam("members", expanding=True, type_=Id))),
    into=MemberAge,
)
KEY = statement(
    lambda: select(membership.c.key).where(
        membership.c.community_id == bindparam("community_id", type_=Id),
        membership.c.id == bindparam("member", type_=Id),
        membership.c.kind == MembershipKind.PERSON,
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
    )
)
"""The host's key of a person who is inside."""
PERSONS = statement(
    lambda: (
        select(membership.c.id)
        .where(
            membership.c.community_id == bindparam("community_id", type_=Id),
            membership.c.id > bindparam("after", type_=Id),
            membership.c.kind == MembershipKind.PERSON,
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )
)
IDS_OF_KEYS = statement(
    lambda: select(membership.c.id).where(
        membership.c.community_id == bindparam("community_id", type_=Id),
        membership.c.key.in_(bindparam("keys", expanding=True)),
        membership.c.kind == MembershipKind.PERSON,
    )
)


def is_unprotected(community: Any, member: Any, now: Any) -> ColumnElement[bool]:
    """Whether the host has said of a person that the quiet rules do not hold for them, and that holds still.

    Args:
        community: The column of the community's id.
        member: The column of the person's id.
        now: The moment.
    """
    row = age.alias()
    found = exists().where(
        row.c.community_id == community,
        row.c.member == member,
        not_(row.c.protected),
        row.c.valid_until > now,
    )
    return found.correlate_except(row)


def protects(row: Any, now: Any) -> ColumnElement[bool]:
    """Whether the quiet rules hold for a member, by a row of memberships; for no agent."""
    return and_(row.c.kind == MembershipKind.PERSON, not_(is_unprotected(row.c.community_id, row.c.id, now)))
