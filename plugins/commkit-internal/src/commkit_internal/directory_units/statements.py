"""The statements of the org units of a directory."""

from sqlalchemy import Boolean, bindparam, delete, exists, insert, select, union, update

from commkit.storage import Id, insert_if_absent, statement
from commkit_internal.directory_units.leads.policy import Report
from commkit_internal.directory_units.records import DirectoryPlacement, DirectoryUnit
from commkit_internal.tables import directory_placement, directory_unit

_HERE = directory_unit.c.community_id == bindparam("community_id")
_THIS = _HERE & (directory_unit.c.unit == bindparam("unit", type_=Id))
_COLUMNS = tuple(directory_unit.c[name] for name in DirectoryUnit.__annotations__)

ADD = statement(lambda: insert_if_absent(directory_unit))
"""Adds nothing where the unit has a path, or another unit this one."""
BY_PATHS = statement(
    lambda: select(*_COLUMNS).where(
        _HERE, directory_unit.c.fingerprint.in_(bindparam("fingerprints", expanding=True))
    ),
    into=DirectoryUnit,
)
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=DirectoryUnit)
SOME = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, directory_unit.c.unit.in_(bindparam("ids", expanding=True, type_=Id)))
        .order_by(directory_unit.c.unit)
    ),
    into=DirectoryUnit,
)
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, directory_unit.c.unit > bindparam("after", type_=Id))
        .order_by(directory_unit.c.unit)
        .limit(bindparam("size"))
    ),
    into=DirectoryUnit,
)
SET_LEAD = statement(
    lambda: (
        update(directory_unit)
        .values(
            led_by=bindparam("new_led_by", type_=Id),
            is_disputed=bindparam("new_is_disputed", type_=Boolean(create_constraint=False)),
        )
        .where(_THIS)
    )
)
FORGET = statement(lambda: delete(directory_unit).where(_THIS))

# --- the people ------------------------------------------------------------------------------------------------------

_PEOPLE = directory_placement.c.community_id == bindparam("community_id")
_MEMBER = _PEOPLE & (directory_placement.c.member == bindparam("member", type_=Id))
_UNIT = bindparam("unit", type_=Id)
_WAITS = directory_placement.c.problem.is_not(None)
_PLACEMENT = tuple(directory_placement.c[name] for name in DirectoryPlacement.__annotations__)

PLACEMENT = statement(lambda: select(*_PLACEMENT).where(_MEMBER), into=DirectoryPlacement)
UNITS_OF = statement(
    lambda: (
        select(directory_placement.c.unit)
        .where(
            _PEOPLE,
            directory_placement.c.member.in_(bindparam("members", expanding=True, type_=Id)),
            directory_placement.c.unit.is_not(None),
        )
        .distinct()
    )
)
ADD_PLACEMENT = statement(lambda: insert(directory_placement))
DELETE_PLACEMENT = statement(lambda: delete(directory_placement).where(_MEMBER))
WAITING = statement(
    lambda: (
        select(*_PLACEMENT)
        .where(_PEOPLE, _WAITS, directory_placement.c.member > bindparam("after", type_=Id))
        .order_by(directory_placement.c.member)
        .limit(bindparam("size"))
    ),
    into=DirectoryPlacement,
)
IS_WAITED_FOR = statement(
    lambda: select(
        exists(
            select(directory_placement.c.member).where(
                _PEOPLE, _WAITS, directory_placement.c.fingerprint == bindparam("fingerprint")
            )
        )
    )
)
"""Whether somebody waits for the unit of a path."""
LEAVE = statement(
    lambda: (
        update(directory_placement)
        .values(unit=None)
        .where(_PEOPLE, directory_placement.c.unit == bindparam("left", type_=Id))
    )
)

# --- who leads them --------------------------------------------------------------------------------------------------

_REPORTS = (
    select(directory_placement.c.member, directory_placement.c.manager)
    .where(_PEOPLE, directory_placement.c.unit == _UNIT, directory_placement.c.manager.is_not(None))
    .limit(2)
)
LOWEST = statement(
    lambda: _REPORTS.order_by(directory_placement.c.manager, directory_placement.c.member), into=Report
)
HIGHEST = statement(
    lambda: _REPORTS.order_by(directory_placement.c.manager.desc(), directory_placement.c.member.desc()),
    into=Report,
)
"""Those of a unit who name the first managers in the order of ids, or the last ones: two are enough to tell whether
all agree."""
CONCERNED = statement(
    lambda: union(
        select(directory_placement.c.unit).where(
            _PEOPLE,
            directory_placement.c.manager == bindparam("manager", type_=Id),
            directory_placement.c.unit.is_not(None),
        ),
        select(directory_unit.c.unit).where(_HERE, directory_unit.c.led_by == bindparam("manager", type_=Id)),
    )
)
"""The units whose people name somebody as manager, or that this person leads by the directory."""
