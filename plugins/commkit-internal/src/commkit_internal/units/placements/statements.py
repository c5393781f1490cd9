"""The statements of placements."""

from typing import Any

from sqlalchemy import bindparam, exists, insert, select, update

from commkit.storage import Id, UtcDateTime, statement
from commkit_internal.tables import placement
from commkit_internal.units.placements.records import Placement
from commkit_internal.units.statements import below

_HERE = placement.c.community_id == bindparam("community_id")
_NOW = placement.c.until.is_(None)
_OF_MEMBER = _HERE & (placement.c.member == bindparam("member", type_=Id))
_COLUMNS = tuple(placement.c[name] for name in Placement.__annotations__)

ADD = statement(lambda: insert(placement))
CURRENT = statement(lambda: select(*_COLUMNS).where(_OF_MEMBER, _NOW), into=Placement)
END = statement(
    lambda: update(placement).values(until=bindparam("at", type_=UtcDateTime)).where(_OF_MEMBER, _NOW)
)
OF_MEMBER = statement(
    lambda: select(*_COLUMNS).where(_OF_MEMBER).order_by(placement.c.id.desc()).limit(200), into=Placement
)
IS_SOMEBODY_IN = statement(
    lambda: select(
        exists(select(placement.c.id).where(_HERE, _NOW, placement.c.unit == bindparam("unit", type_=Id)))
    )
)


def _page() -> Any:
    tree = below(levels=bindparam("levels"))
    return (
        select(*_COLUMNS)
        .join(tree, tree.c.id == placement.c.unit)
        .where(_HERE, _NOW, placement.c.member > bindparam("after", type_=Id))
        .order_by(placement.c.member)
        .limit(bindparam("size"))
    )


def select_members_below() -> Any:
    """The members who are placed in a unit, or in one below it."""
    tree = below(levels=1_000)
    return select(placement.c.member).join(tree, tree.c.id == placement.c.unit).where(_HERE, _NOW)


PAGE = statement(_page, into=Placement)
MEMBERS_BELOW = statement(lambda: select_members_below().order_by(placement.c.member))
"""Who is placed in a unit, or in one below it."""
