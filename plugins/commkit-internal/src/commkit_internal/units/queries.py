"""How org units, their history and the managers above a member are read."""

from collections.abc import Iterable
from uuid import UUID

from commkit import Context, Page
from commkit.members import Membership
from commkit.storage import LAST_ID, keyset, page_size
from commkit_internal.units import statements as sql
from commkit_internal.units.feature import unit_feature
from commkit_internal.units.messages import ListUnits, ListUnitVersions, ReadManagers, ReadUnit
from commkit_internal.units.placements import statements as placement_sql
from commkit_internal.units.records import Unit, UnitId, UnitVersion

_VERSIONS = keyset(UUID, of="internal.unit_versions")
_MOST = 5_000


@unit_feature.handles(ReadUnit)
def read_unit(context: Context, query: ReadUnit) -> Unit:
    """Load it."""
    return context.get(Unit, query.unit)


@unit_feature.handles(ListUnits)
def list_units(context: Context, query: ListUnits) -> tuple[Unit, ...]:
    """One statement; what is below what is found here."""
    if query.at is None:
        return _by_level(context.rows(sql.OPEN, size=_MOST))
    return _by_level(context.rows(sql.OPEN_AT, at=query.at, size=_MOST))


@unit_feature.handles(ListUnitVersions)
def list_unit_versions(context: Context, query: ListUnitVersions) -> Page[UnitVersion]:
    """Load the unit, then a page of its versions."""
    unit, limit = context.get(Unit, query.unit), page_size(query.limit)
    (after,) = _VERSIONS.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.VERSIONS, unit=unit.id, after=after, size=limit + 1)
    return _VERSIONS.page(rows, limit, lambda version: (version.id,))


@unit_feature.handles(ReadManagers)
def read_managers(context: Context, query: ReadManagers) -> tuple[Unit, ...]:
    """Load the member, their placement, then the units from there upwards."""
    member = context.get(Membership, query.member)
    placed = context.one(placement_sql.CURRENT, member=member.id)
    return () if placed is None else tuple(context.rows(sql.CHAIN, id=placed.unit))


def _by_level(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Parents ahead of what is below them; a unit whose parent is not among them is at the top."""
    found = {unit.id: unit for unit in units}
    levels: dict[UnitId, int] = {}

    def level(unit: Unit) -> int:
        if unit.id not in levels:
            parent = found.get(unit.parent) if unit.parent is not None else None
            levels[unit.id] = 0 if parent is None else level(parent) + 1
        return levels[unit.id]

    return tuple(sorted(found.values(), key=level))
