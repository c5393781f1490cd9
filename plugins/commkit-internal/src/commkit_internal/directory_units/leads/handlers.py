"""How a unit of a directory comes to have a manager, and loses them."""

from collections.abc import Iterable

from commkit import Context, MemberId
from commkit.members import lock_member
from commkit_internal.directory_units import statements as sql
from commkit_internal.directory_units.facts import UnitLeadDisputed
from commkit_internal.directory_units.feature import DirectoryUnitSettings
from commkit_internal.directory_units.leads.policy import agreed_manager
from commkit_internal.directory_units.records import DirectoryUnit
from commkit_internal.units import statements as unit_sql
from commkit_internal.units.handlers import set_manager
from commkit_internal.units.records import UnitId


def follow_managers(context: Context, units: Iterable[UnitId]) -> None:
    """Let those lead some units whom all in them name, where the settings say so; one unit after the other.

    Args:
        context: The context of the command, which has locked the units and written all that the directory says now.
        units: Units; those that are none of the directory are passed over.
    """
    ids = sorted(set(units))
    if not ids or not context.settings(DirectoryUnitSettings).managers:
        return
    for kept in context.rows(sql.SOME, ids=ids):
        _follow(context, kept)


def _follow(context: Context, kept: DirectoryUnit) -> None:
    lowest, highest = (context.rows(ends, unit=kept.unit) for ends in (sql.LOWEST, sql.HIGHEST))
    named = agreed_manager(lowest, highest)
    is_disputed = bool(lowest) and named is None
    led_by = _set(context, kept, named)
    if (led_by, is_disputed) == (kept.led_by, kept.is_disputed):
        return
    context.run(sql.SET_LEAD, unit=kept.unit, new_led_by=led_by, new_is_disputed=is_disputed)
    if is_disputed and not kept.is_disputed:
        context.emit(UnitLeadDisputed(unit=kept.unit))


def _set(context: Context, kept: DirectoryUnit, named: MemberId | None) -> MemberId | None:
    """Set the manager, unless people did; gives whom the directory has set."""
    unit = context.one(unit_sql.ONE, id=kept.unit)
    if unit is None or unit.closed_at is not None or unit.manager == named == kept.led_by:
        return (
            kept.led_by
        )  # whoever leads it and leaves meanwhile waits for the unit, and takes themselves out
    wanted = named if named is not None and lock_member(context, named) else None
    left = kept.led_by is not None and unit.manager is None and not lock_member(context, kept.led_by)
    if unit.manager != kept.led_by and not left:
        return kept.led_by  # people set somebody, or nobody
    if unit.manager != wanted:
        set_manager(context, unit, wanted)
    return wanted
