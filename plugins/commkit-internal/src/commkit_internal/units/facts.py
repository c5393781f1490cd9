"""What happens to org units."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.units.records import UnitId


@frozen
class UnitCreated(Fact):
    """An org unit was created."""

    name = "internal.unit_created"
    visible_to = "internal.read_units"
    unit: UnitId


@frozen
class UnitRenamed(Fact):
    """An org unit has another name."""

    name = "internal.unit_renamed"
    visible_to = "internal.read_units"
    unit: UnitId


@frozen
class UnitMoved(Fact):
    """An org unit is a part of another one, with all units below it.

    Attributes:
        unit: The unit.
        parent: The unit that it is a part of now; None at the top.
        old_parent: The unit that it was a part of.
    """

    name = "internal.unit_moved"
    visible_to = "internal.read_units"
    unit: UnitId
    parent: UnitId | None
    old_parent: UnitId | None


@frozen
class UnitManagerChanged(Fact):
    """Somebody else leads an org unit, or nobody.

    Attributes:
        unit: The unit.
        manager: Who leads it now.
        old_manager: Who led it.
    """

    name = "internal.unit_manager_changed"
    visible_to = "internal.read_units"
    unit: UnitId
    manager: MemberId | None
    old_manager: MemberId | None


@frozen
class UnitClosed(Fact):
    """An org unit was closed."""

    name = "internal.unit_closed"
    visible_to = "internal.read_units"
    unit: UnitId


@frozen
class MemberPlaced(Fact):
    """A member is in an org unit from now on.

    Attributes:
        member: Who.
        unit: The unit.
        old_unit: The unit that they were in before; None for none.
    """

    name = "internal.member_placed"
    visible_to = "internal.read_units"
    member: MemberId
    unit: UnitId
    old_unit: UnitId | None


@frozen
class PlacementEnded(Fact):
    """A member is in no org unit any more.

    Attributes:
        member: Who.
        unit: The unit that they were in.
    """

    name = "internal.placement_ended"
    visible_to = "internal.read_units"
    member: MemberId
    unit: UnitId
