"""How members are placed in org units, and taken out of them."""

from collections.abc import Iterable, Sequence

from commkit import Conflict, Context, MemberId
from commkit.members import Membership, add_to_kept_group, lock_member, remove_from_kept_group
from commkit_internal.units import statements as unit_sql
from commkit_internal.units.facts import MemberPlaced, PlacementEnded
from commkit_internal.units.feature import UNITS, unit_feature
from commkit_internal.units.placements import statements as sql
from commkit_internal.units.placements.messages import EndPlacement, PlaceMember
from commkit_internal.units.placements.records import Placement, PlacementId
from commkit_internal.units.policy import check_open
from commkit_internal.units.records import Unit, UnitId


@unit_feature.handles(PlaceMember)
def place_member(context: Context, command: PlaceMember) -> Placement:
    """Load both, then place the member."""
    member = context.get(Membership, command.member).id
    return place(context, member, context.get(Unit, command.unit).id)


def place(context: Context, member: MemberId, unit: UnitId) -> Placement:
    """Lock the member, then the units above the old and the new place; then change rows and groups.

    Args:
        context: The context of the command.
        member: Somebody inside.
        unit: A unit that there is.

    Raises:
        Conflict: The unit is closed, or the tree was changed at the same time.
    """
    lock_member(context, member)  # one placement of a member after the other
    before = context.one(sql.CURRENT, member=member)
    if before is not None and before.unit == unit:
        return before
    chain, old_chain = _locked_chains(context, unit, before.unit if before is not None else None)
    check_open(chain[0])
    placed = Placement(
        id=PlacementId(context.new_id()),
        member=member,
        unit=unit,
        placed_by=context.member_or_none,
        since=context.now,
        until=None,
    )
    if before is not None:
        context.run(sql.END, member=member, at=context.now)
    context.run(sql.ADD, placed)
    move_between_groups(context, member, old_chain, chain)
    context.emit(
        MemberPlaced(member=member, unit=placed.unit, old_unit=before.unit if before is not None else None)
    )
    return placed


@unit_feature.handles(EndPlacement)
def end_placement_of(context: Context, command: EndPlacement) -> None:
    """Take them out of the unit and of its groups."""
    end_placement(context, context.get(Membership, command.member).id)


def end_placement(context: Context, member: MemberId) -> None:
    """End the placement of a member, if there is one; who has left is in no group any more."""
    lock_member(context, member)
    placed = context.one(sql.CURRENT, member=member)
    if placed is None:
        return
    context.run(sql.END, member=member, at=context.now)
    _, old_chain = _locked_chains(context, None, placed.unit)
    move_between_groups(context, member, old_chain, ())
    context.emit(PlacementEnded(member=member, unit=placed.unit))


def move_between_groups(
    context: Context, member: MemberId, old_chain: Sequence[Unit], chain: Sequence[Unit]
) -> None:
    """Take a member out of the groups of some units, and into those of others; both in the order of their ids.

    Args:
        context: The context of the command.
        member: Who.
        old_chain: The unit that they were in, and those above it.
        chain: The unit that they are in now, and those above it.
    """
    old, new = {unit.group for unit in old_chain}, {unit.group for unit in chain}
    for group in sorted(old ^ new):
        if group in new:
            add_to_kept_group(context, group, member, kept_by=UNITS)
        else:
            remove_from_kept_group(context, group, member, kept_by=UNITS)


def lock_units(context: Context, units: Iterable[UnitId]) -> set[UnitId]:
    """Lock some units and those above them, in the order of their ids; gives all these.

    Nobody else is placed in them, comes to lead them or moves them until the commit.
    """
    ids = sorted(set(units))
    above = {id for (id,) in context.rows(unit_sql.ABOVE, ids=ids)} if ids else set()
    if above:
        context.rows(unit_sql.LOCK_FOR_PLACING, ids=sorted(above))
    return above


def _locked_chains(context: Context, *units: UnitId | None) -> tuple[tuple[Unit, ...], ...]:
    """Each of some units, and those above it, which nobody moves until the commit; empty for none."""
    locked = lock_units(context, (unit for unit in units if unit is not None))
    chains = tuple(tuple(context.rows(unit_sql.CHAIN, id=unit)) if unit else () for unit in units)
    if any(unit.id not in locked for chain in chains for unit in chain):
        raise Conflict("internal.tree_changed", "the org units were changed at the same time; try again")
    return chains
