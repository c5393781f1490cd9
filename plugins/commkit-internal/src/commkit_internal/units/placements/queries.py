"""How placements are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.members import Membership
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_internal.units.feature import unit_feature
from commkit_internal.units.placements import statements as sql
from commkit_internal.units.placements.messages import ListPlacements, ListUnitMembers
from commkit_internal.units.placements.records import Placement
from commkit_internal.units.policy import MAX_LEVELS
from commkit_internal.units.records import Unit

_MEMBERS = keyset(UUID, of="internal.unit_members")


@unit_feature.handles(ListUnitMembers)
def list_unit_members(context: Context, query: ListUnitMembers) -> Page[Placement]:
    """Load the unit, then a page of the placements in it."""
    unit, limit = context.get(Unit, query.unit), page_size(query.limit)
    (after,) = _MEMBERS.decode(query.after, default=(FIRST_ID,))
    levels = MAX_LEVELS if query.below else 0
    rows = context.rows(sql.PAGE, id=unit.id, levels=levels, after=after, size=limit + 1)
    return _MEMBERS.page(rows, limit, lambda placed: (placed.member,))


@unit_feature.handles(ListPlacements)
def list_placements(context: Context, query: ListPlacements) -> tuple[Placement, ...]:
    """Load the member, whose own placements they are."""
    member = context.get(Membership, query.member, need="internal.read_placements")
    return tuple(context.rows(sql.OF_MEMBER, member=member.id))
