"""The statements of the tree of org units."""

from typing import Any

from sqlalchemy import CTE, Boolean, bindparam, exists, func, insert, literal, null, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_internal.tables import unit, unit_version
from commkit_internal.units.records import Unit, UnitVersion

_HERE = unit.c.community_id == bindparam("community_id")
_THIS = _HERE & (unit.c.id == bindparam("id", type_=Id))
_OPEN = unit.c.closed_at.is_(None)
_COLUMNS = tuple(unit.c[name] for name in Unit.__annotations__)

ADD = statement(lambda: insert_if_absent(unit))
"""Adds nothing where an open unit with the same parent has the name."""
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=Unit)
LOCK_TREE = statement(
    lambda: select(unit.c.id).where(_HERE, _OPEN).order_by(unit.c.id).with_for_update(key_share=True)
)
"""Locks every open unit: the tree has one shape until the commit, and nobody is placed meanwhile.

No row is deleted and no key changes, so rows that refer to units may come at the same time.
"""
LOCK_FOR_PLACING = statement(
    lambda: (
        select(unit.c.id)
        .where(_HERE, _OPEN, unit.c.id.in_(bindparam("ids", expanding=True, type_=Id)))
        .order_by(unit.c.id)
        .with_for_update(key_share=True)
    )
)
"""Locks some units: whoever is placed in them, or comes to lead them, does so one after the other.

A shared lock would not do: who is placed may give the unit another manager, and two who share it would wait for each
other with that. Those who come into one unit wait for each other anyhow, as its group counts its members.
"""
NAMESAKE = statement(
    lambda: select(unit.c.id).where(
        _HERE,
        _OPEN,
        unit.c.name == bindparam("name"),
        or_(
            unit.c.parent == bindparam("parent", type_=Id),
            unit.c.parent.is_(None) & bindparam("is_at_top", type_=Boolean),
        ),
        unit.c.id != bindparam("id", type_=Id),
    )
)
"""Another open unit with the same name and parent."""
CHANGE = statement(
    lambda: (
        update(unit)
        .values(
            name=bindparam("new_name"),
            parent=bindparam("new_parent", type_=Id),
            manager=bindparam("new_manager", type_=Id),
            closed_at=bindparam("new_closed_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
LED_BY = statement(
    lambda: select(*_COLUMNS).where(_HERE, _OPEN, unit.c.manager == bindparam("manager", type_=Id)), into=Unit
)
HAS_OPEN_BELOW = statement(
    lambda: select(exists(select(unit.c.id).where(_HERE, _OPEN, unit.c.parent == bindparam("id", type_=Id))))
)

# --- the tree --------------------------------------------------------------------------------------------------------

_upper = unit.alias("upper")
_lower = unit.alias("lower")


def _chain() -> CTE:
    """A unit, and those above it."""
    chain = select(*_COLUMNS, literal(0).label("level")).where(_THIS).cte("chain", recursive=True)
    above = select(*(_upper.c[name] for name in Unit.__annotations__), chain.c.level + 1).where(
        _upper.c.community_id == bindparam("community_id"), _upper.c.id == chain.c.parent
    )
    return chain.union_all(above)


def below(*, levels: Any) -> CTE:
    """The ids of a unit and of those below it, open or closed, down to a number of levels."""
    tree = select(unit.c.id, literal(0).label("level")).where(_THIS).cte("tree", recursive=True)
    children = select(_lower.c.id, tree.c.level + 1).where(
        _lower.c.community_id == bindparam("community_id"),
        _lower.c.parent == tree.c.id,
        tree.c.level < levels,
    )
    return tree.union_all(children)


def _select_chain() -> Any:
    chain = _chain()
    return select(*(chain.c[name] for name in Unit.__annotations__)).order_by(chain.c.level)


def _select_above() -> Any:
    start = select(unit.c.id, unit.c.parent).where(
        _HERE, unit.c.id.in_(bindparam("ids", expanding=True, type_=Id))
    )
    found = start.cte("found", recursive=True)
    above = select(_upper.c.id, _upper.c.parent).where(
        _upper.c.community_id == bindparam("community_id"), _upper.c.id == found.c.parent
    )
    return select(found.union(above).c.id)


def _select_height() -> Any:
    return select(func.max(below(levels=literal(1_000)).c.level))


CHAIN = statement(_select_chain, into=Unit)
"""A unit, then those above it, up to the top."""
ABOVE = statement(_select_above)
"""The ids of some units, and of those above them."""
HEIGHT = statement(_select_height)
"""How many levels there are below a unit."""
OPEN = statement(
    lambda: select(*_COLUMNS).where(_HERE, _OPEN).order_by(unit.c.name, unit.c.id).limit(bindparam("size")),
    into=Unit,
)

# --- history ---------------------------------------------------------------------------------------------------------

_VERSION_COLUMNS = tuple(unit_version.c[name] for name in UnitVersion.__annotations__)
_VERSIONS_HERE = unit_version.c.community_id == bindparam("community_id")
_later = unit_version.alias("later")
_AT = bindparam("at", type_=UtcDateTime)

ADD_VERSION = statement(lambda: insert(unit_version))
VERSIONS = statement(
    lambda: (
        select(*_VERSION_COLUMNS)
        .where(
            _VERSIONS_HERE,
            unit_version.c.unit == bindparam("unit", type_=Id),
            unit_version.c.id < bindparam("after", type_=Id),
        )
        .order_by(unit_version.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=UnitVersion,
)
OPEN_AT = statement(
    lambda: (
        select(
            unit.c.id,
            unit_version.c.name,
            unit_version.c.parent,
            unit_version.c.manager,
            unit.c.group,
            unit.c.created_at,
            null(),
        )
        .select_from(
            unit_version.join(
                unit,
                (unit.c.community_id == unit_version.c.community_id) & (unit.c.id == unit_version.c.unit),
            )
        )
        .where(
            _VERSIONS_HERE,
            unit_version.c.since <= _AT,
            unit_version.c.is_closed.is_(False),
            ~exists(
                select(_later.c.id).where(
                    _later.c.community_id == unit_version.c.community_id,
                    _later.c.unit == unit_version.c.unit,
                    _later.c.since <= _AT,
                    _later.c.id > unit_version.c.id,
                )
            ),
        )
        .order_by(unit_version.c.name, unit.c.id)
        .limit(bindparam("size"))
    ),
    into=Unit,
)
"""The units that were open at a moment, as they were then: each as its last version by then has it."""
