"""How org units are created, changed, moved and closed: one change of the tree after the other."""

from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, MemberId
from commkit.members import Membership, create_kept_group, rename_kept_group
from commkit.storage import NOBODY
from commkit_internal.units import statements as sql
from commkit_internal.units.facts import (
    UnitClosed,
    UnitCreated,
    UnitManagerChanged,
    UnitMoved,
    UnitRenamed,
)
from commkit_internal.units.feature import UNITS, unit_feature
from commkit_internal.units.messages import CloseUnit, CreateUnit, MoveUnit, RenameUnit, SetUnitManager
from commkit_internal.units.placements import statements as placement_sql
from commkit_internal.units.placements.handlers import move_between_groups
from commkit_internal.units.policy import check_levels, check_not_below, check_open
from commkit_internal.units.records import Unit, UnitId, UnitVersion, UnitVersionId


@unit_feature.loads(Unit)
def fetch_unit(context: Context, id: UUID) -> Unit | None:
    """An org unit, for all who may read them."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_units") else None


@unit_feature.handles(CreateUnit)
def create_unit(context: Context, command: CreateUnit) -> Unit:
    """Lock the tree, check the place and the manager, then add it."""
    context.rows(sql.LOCK_TREE)
    check_levels(_open_chain(context, command.parent), 0)
    return add_unit(context, command.name, command.parent, _member(context, command.manager))


def add_unit(context: Context, name: str, parent: UnitId | None, manager: MemberId | None = None) -> Unit:
    """Add a unit with its group and its first version, in a tree that is locked.

    Raises:
        Conflict: An open unit with the same parent has that name.
    """
    made = Unit(
        id=UnitId(context.new_id()),
        name=name,
        parent=parent,
        manager=manager,
        group=create_kept_group(context, kept_by=UNITS, title=name).id,
        created_at=context.now,
        closed_at=None,
    )
    if not context.run(sql.ADD, made):
        raise _name_taken(made.name)
    _keep_version(context, made)
    context.emit(UnitCreated(unit=made.id))
    return made


@unit_feature.handles(RenameUnit)
def rename_unit(context: Context, command: RenameUnit) -> Unit:
    """Change the name of the unit and of its group."""
    before = _locked(context, command.unit)
    if before.name == command.name:
        return before
    after = _changed(context, evolve(before, name=command.name))
    rename_kept_group(context, after.group, after.name, kept_by=UNITS)
    context.emit(UnitRenamed(unit=after.id))
    return after


@unit_feature.handles(MoveUnit)
def move_unit(context: Context, command: MoveUnit) -> Unit:
    """Change the parent; members leave the groups that are not above them any more, and come into the others."""
    before = _locked(context, command.unit)
    if before.parent == command.parent:
        return before
    chain = _open_chain(context, command.parent)
    check_not_below(before, chain)
    check_levels(chain, context.rows(sql.HEIGHT, id=before.id)[0][0])
    old_chain = _open_chain(context, before.parent)
    after = _changed(context, evolve(before, parent=command.parent))
    for (member,) in context.rows(placement_sql.MEMBERS_BELOW, id=before.id):
        move_between_groups(context, member, old_chain, chain)
    context.emit(UnitMoved(unit=after.id, parent=after.parent, old_parent=before.parent))
    return after


@unit_feature.handles(SetUnitManager)
def set_unit_manager(context: Context, command: SetUnitManager) -> Unit:
    """Change who leads it."""
    before = _locked(context, command.unit)
    if before.manager == command.manager:
        return before
    return set_manager(context, before, _member(context, command.manager))


def set_manager(context: Context, before: Unit, manager: MemberId | None) -> Unit:
    """Change who leads a unit that is locked."""
    after = _changed(context, evolve(before, manager=manager))
    context.emit(UnitManagerChanged(unit=after.id, manager=manager, old_manager=before.manager))
    return after


@unit_feature.handles(CloseUnit)
def close_unit(context: Context, command: CloseUnit) -> Unit:
    """Close it, unless somebody is placed in it, or a unit below it is open."""
    before = _locked(context, command.unit)
    if context.rows(sql.HAS_OPEN_BELOW, id=before.id)[0][0]:
        raise Conflict("internal.units_below", "close or move the units below this one first")
    if context.rows(placement_sql.IS_SOMEBODY_IN, unit=before.id)[0][0]:
        raise Conflict("internal.unit_in_use", "place who is in this unit in another one first")
    return close_empty_unit(context, before)


def close_empty_unit(context: Context, before: Unit) -> Unit:
    """Close a unit that nobody is in and that has none below it, in a tree that is locked."""
    after = _changed(context, evolve(before, closed_at=context.now))
    context.emit(UnitClosed(unit=after.id))
    return after


def _locked(context: Context, id: UnitId) -> Unit:
    """An open unit, in a tree that nobody else changes until the commit."""
    context.rows(sql.LOCK_TREE)
    found = context.get(Unit, id)
    check_open(found)
    return found


def _open_chain(context: Context, id: UnitId | None) -> tuple[Unit, ...]:
    """An open unit and those above it; empty for the top."""
    if id is None:
        return ()
    check_open(context.get(Unit, id))
    return tuple(context.rows(sql.CHAIN, id=id))


def _member(context: Context, id: MemberId | None) -> MemberId | None:
    return None if id is None else context.get(Membership, id).id


def _changed(context: Context, after: Unit) -> Unit:
    """Write a unit as it is now, and its version."""
    if after.closed_at is None and context.rows(
        sql.NAMESAKE,
        id=after.id,
        name=after.name,
        parent=after.parent or NOBODY,
        is_at_top=after.parent is None,
    ):
        raise _name_taken(after.name)
    context.run(
        sql.CHANGE,
        id=after.id,
        new_name=after.name,
        new_parent=after.parent,
        new_manager=after.manager,
        new_closed_at=after.closed_at,
    )
    _keep_version(context, after)
    return after


def _keep_version(context: Context, unit: Unit) -> None:
    context.run(
        sql.ADD_VERSION,
        UnitVersion(
            id=UnitVersionId(context.new_id()),
            unit=unit.id,
            name=unit.name,
            parent=unit.parent,
            manager=unit.manager,
            is_closed=unit.closed_at is not None,
            changed_by=context.member_or_none,
            since=context.now,
        ),
    )


def _name_taken(name: str) -> Conflict:
    return Conflict("internal.unit_name_taken", f"there is a unit {name!r} in this place; give another name")
