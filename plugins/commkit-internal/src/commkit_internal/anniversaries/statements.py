"""The statements of anniversaries: everybody sees their own, and what others share with them."""

from sqlalchemy import ColumnElement, Date, and_, bindparam, delete, exists, or_, select, update

from commkit.members import CURRENT_STATUSES, group_member, membership
from commkit.storage import Id, statement, upsert
from commkit_internal.anniversaries.records import Anniversary, AnniversaryAudience
from commkit_internal.tables import anniversary, placement, unit

_HERE = anniversary.c.community_id == bindparam("community_id")
_THIS = _HERE & (anniversary.c.id == bindparam("id", type_=Id))
_OF_MEMBER = _HERE & (anniversary.c.member == bindparam("member", type_=Id))
_COLUMNS = tuple(anniversary.c[name] for name in Anniversary.__annotations__)
_DAY = bindparam("day", type_=Date)


def _is_shared() -> ColumnElement[bool]:
    """Whether it is shared with `me`: with all, or with the group of the unit that its member is placed in."""
    me = bindparam("me", type_=Id)
    in_group = exists(
        select(placement.c.id)
        .select_from(
            placement.join(
                unit,
                and_(unit.c.community_id == placement.c.community_id, unit.c.id == placement.c.unit),
            ).join(
                group_member,
                and_(
                    group_member.c.community_id == unit.c.community_id, group_member.c.group == unit.c.group
                ),
            )
        )
        .where(
            placement.c.community_id == anniversary.c.community_id,
            placement.c.member == anniversary.c.member,
            placement.c.until.is_(None),
            group_member.c.member == me,
        )
        .correlate(anniversary)
    )
    return or_(anniversary.c.audience == AnniversaryAudience.COMMUNITY, anniversary.c.member == me, in_group)


_stated = upsert(anniversary)
SHARE = statement(
    lambda: _stated.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _stated.excluded[name] for name in ("joined_on", "audience", "shows_years", "next_on")},
    )
)
"""One row for each member; what was told stays."""
OF_MEMBER = statement(lambda: select(*_COLUMNS).where(_OF_MEMBER), into=Anniversary)
DELETE = statement(lambda: delete(anniversary).where(_OF_MEMBER))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=Anniversary)
"""It checks no visibility: for the host."""
ONE_SHARED = statement(lambda: select(*_COLUMNS).where(_THIS, _is_shared()), into=Anniversary)
TELL = statement(
    lambda: (
        update(anniversary)
        .values(next_on=bindparam("new_next", type_=Date), told_on=bindparam("new_told", type_=Date))
        .where(_THIS, anniversary.c.next_on == _DAY)
    )
)
"""Goes on to the next anniversary, unless that was done: of two workers one does it."""
SHARED_BETWEEN = statement(
    lambda: (
        select(*_COLUMNS)
        .select_from(
            anniversary.join(
                membership,
                and_(
                    membership.c.community_id == anniversary.c.community_id,
                    membership.c.id == anniversary.c.member,
                ),
            )
        )
        .where(
            _HERE,
            or_(
                anniversary.c.told_on == _DAY,
                anniversary.c.next_on.between(_DAY, bindparam("until", type_=Date)),
            ),
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
            _is_shared(),
        )
        .order_by(anniversary.c.next_on, anniversary.c.id)
        .limit(200)
    ),
    into=Anniversary,
)
"""Those of a day, told or not, and those from then until another one."""
