"""What follows for org units when somebody leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_internal.units import statements as sql
from commkit_internal.units.feature import unit_feature
from commkit_internal.units.handlers import set_manager
from commkit_internal.units.placements.handlers import end_placement


@unit_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_unit(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """End their placement, and the units that they led have no manager."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    leads = bool(context.rows(sql.LED_BY, manager=fact.member))
    if leads:
        context.rows(
            sql.LOCK_TREE
        )  # ahead of the units above them: who holds some and waits for all may wait forever
    end_placement(context, fact.member)
    if leads:
        for unit in context.rows(sql.LED_BY, manager=fact.member):
            set_manager(context, unit, None)
