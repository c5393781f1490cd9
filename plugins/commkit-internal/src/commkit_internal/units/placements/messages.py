"""The commands and queries of placements."""

from attrs import frozen

from commkit import Command, MemberId, Page, Query
from commkit_internal.units.placements.records import Placement
from commkit_internal.units.records import UnitId


@frozen
class PlaceMember(Command[Placement]):
    """Place a member in an org unit; who is in another one leaves that. Again, it changes nothing.

    They come into the group of the unit, and into those of all units above it.

    Raises:
        NotFound: There is no such member or unit.
        Conflict: The unit is closed, or the tree was changed at the same time.
    """

    permission = "internal.manage_units"

    member: MemberId
    unit: UnitId


@frozen
class EndPlacement(Command[None]):
    """Take a member out of their org unit, and out of its groups; nothing changes where they are in none."""

    permission = "internal.manage_units"

    member: MemberId


@frozen(kw_only=True)
class ListUnitMembers(Query[Page[Placement]]):
    """Who is placed in an org unit.

    Attributes:
        unit: The unit.
        below: Whether those in the units below it are listed, too.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = "internal.read_units"
    personal = ()

    unit: UnitId
    below: bool = False
    after: str | None = None
    limit: int = 20


@frozen
class ListPlacements(Query[tuple[Placement, ...]]):
    """Where a member was placed, the last one first, at most 200; members read their own."""

    permission = "internal.read_placements"

    member: MemberId
