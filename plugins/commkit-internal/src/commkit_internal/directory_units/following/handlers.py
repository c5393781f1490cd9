"""How a member comes to be where a directory says: in one transaction with what it says."""

from collections.abc import Collection

from attrs import frozen

from commkit import Conflict, Context, MemberId
from commkit.members import lock_member
from commkit_internal.directory_units import statements as sql
from commkit_internal.directory_units.facts import DirectoryPathRefused
from commkit_internal.directory_units.feature import DirectoryUnitSettings
from commkit_internal.directory_units.leads.handlers import follow_managers
from commkit_internal.directory_units.policy import MAX_NAME, Path, fingerprint_of
from commkit_internal.directory_units.records import DirectoryPlacement, DirectoryUnit, PlacementProblem
from commkit_internal.units import statements as unit_sql
from commkit_internal.units.handlers import add_unit, close_empty_unit
from commkit_internal.units.placements import statements as placement_sql
from commkit_internal.units.placements.handlers import end_placement, lock_units, place
from commkit_internal.units.policy import MAX_LEVELS
from commkit_internal.units.records import UnitId


@frozen
class Said:
    """What a directory says of somebody who has access.

    Attributes:
        path: The names of the units that they are in, the outermost first; empty for none.
        manager: To whom they report.
    """

    path: Path
    manager: MemberId | None


def follow(context: Context, member: MemberId, said: Said | None) -> None:
    """Bring a member where a directory says. Said again, it changes nothing.

    Args:
        context: The context of the command.
        member: Who.
        said: What the directory says of them; None for who has no access.
    """
    inside = lock_member(context, member)  # one change of a member after the other
    before = context.one(sql.PLACEMENT, member=member)
    after = _find(context, member, before, said) if said is not None and inside else None
    if after == before:
        return
    concerned = {each.unit for each in (before, after) if each is not None and each.unit is not None}
    if (before is None) != (after is None):  # who comes or goes may lead
        concerned |= {unit for (unit,) in context.rows(sql.CONCERNED, manager=member)}
    emptied = before.unit if before is not None and (after is None or after.unit != before.unit) else None
    _lock(context, concerned, emptied)
    _write(context, before, after)
    _move(context, before, after)
    follow_managers(context, concerned)
    if emptied is not None:
        _close_empty(context, emptied)


def _lock(context: Context, concerned: Collection[UnitId], emptied: UnitId | None) -> None:
    """Lock all that follows may change, ahead of the first change: two who take more by and by wait for each other."""
    if emptied is not None and context.settings(DirectoryUnitSettings).close_empty:
        context.rows(unit_sql.LOCK_TREE)
    else:
        lock_units(context, concerned)


def _find(
    context: Context, member: MemberId, before: DirectoryPlacement | None, said: Said
) -> DirectoryPlacement:
    """Where they are now; units that are missing are made."""
    fingerprint = fingerprint_of(said.path)
    manager = said.manager if said.manager != member else None
    if before is not None and before.fingerprint == fingerprint and (before.unit or not said.path):
        return DirectoryPlacement(member, fingerprint, before.unit, manager, None)
    if not said.path:
        return DirectoryPlacement(member, "", None, manager, None)
    found = _find_or_make(context, said.path)
    if isinstance(found, PlacementProblem):
        return DirectoryPlacement(member, fingerprint, None, manager, found)
    return DirectoryPlacement(member, fingerprint, found, manager, None)


def _write(context: Context, before: DirectoryPlacement | None, after: DirectoryPlacement | None) -> None:
    if before is not None:
        context.run(sql.DELETE_PLACEMENT, member=before.member)
    if after is None:
        return
    problem = after.problem
    is_new = before is None or (before.fingerprint, before.problem) != (after.fingerprint, problem)
    is_first = (
        problem is not None
        and is_new
        and not context.rows(sql.IS_WAITED_FOR, fingerprint=after.fingerprint)[0][0]
    )
    context.run(sql.ADD_PLACEMENT, after)
    if problem is not None and is_first:
        context.emit(DirectoryPathRefused(member=after.member, problem=problem))


def _move(context: Context, before: DirectoryPlacement | None, after: DirectoryPlacement | None) -> None:
    """Place them; who is nowhere now leaves the unit where the directory had placed them, and none of people."""
    old, new = (each.unit if each is not None else None for each in (before, after))
    if after is not None and new is not None and new != old:
        place(context, after.member, new)
    elif before is not None and old is not None and new is None:
        current = context.one(placement_sql.CURRENT, member=before.member)
        if current is not None and current.unit == old:
            end_placement(context, before.member)


# --- the units -------------------------------------------------------------------------------------------------------


def _find_or_make(context: Context, path: Path) -> UnitId | PlacementProblem:
    """The unit of a path; what is missing of the path is made, or nothing of it."""
    known = _known(context, path)
    if len(known) == len(path) or fingerprint_of(path) in known:
        return known[fingerprint_of(path)]
    if any(len(name) > MAX_NAME for name in path):
        return PlacementProblem.NAME_TOO_LONG
    context.rows(unit_sql.LOCK_TREE)
    known = _known(context, path)  # somebody else may have made it meanwhile
    if fingerprint_of(path) in known:
        return known[fingerprint_of(path)]
    start = max((level for level in range(len(path)) if fingerprint_of(path[:level]) in known), default=0)
    unit = known[fingerprint_of(path[:start])] if start else None
    levels = len(context.rows(unit_sql.CHAIN, id=unit)) if unit is not None else 0
    if levels + len(path) - start > MAX_LEVELS:
        return PlacementProblem.TOO_DEEP
    for level in range(start, len(path)):
        try:
            unit = add_unit(context, path[level], unit).id
        except Conflict:  # only the first one that is missing can have a namesake
            return PlacementProblem.NAME_TAKEN
        context.run(sql.ADD, unit_of_path(unit, path[: level + 1]))
    assert unit is not None  # the path has a level that was missing
    return unit


def _known(context: Context, path: Path) -> dict[str, UnitId]:
    """The units of a path and of those above it, by their fingerprints."""
    wanted = [fingerprint_of(path[: level + 1]) for level in range(len(path))]
    return {kept.fingerprint: kept.unit for kept in context.rows(sql.BY_PATHS, fingerprints=wanted)}


def unit_of_path(unit: UnitId, path: Path) -> DirectoryUnit:
    """A unit of the directory that nobody leads by it yet."""
    return DirectoryUnit(unit, fingerprint_of(path), " / ".join(path), None, False)


def _close_empty(context: Context, id: UnitId) -> None:
    """Close a unit that the directory has emptied, and those above it that are empty now, where the settings say so.

    The tree is locked.
    """
    if not context.settings(DirectoryUnitSettings).close_empty:
        return
    for unit in context.rows(unit_sql.CHAIN, id=id):
        if (
            unit.closed_at is not None
            or context.one(sql.ONE, unit=unit.id) is None
            or context.rows(unit_sql.HAS_OPEN_BELOW, id=unit.id)[0][0]
            or context.rows(placement_sql.IS_SOMEBODY_IN, unit=unit.id)[0][0]
        ):
            return
        close_empty_unit(context, unit)
