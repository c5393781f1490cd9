"""What becomes of the assignments of members who go."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_support.assignment.feature import assignment_feature
from commkit_support.assignment.handlers import unassign_all


@assignment_feature.reacts_to(MemberLeft)
def unassign_who_left(context: Context, fact: MemberLeft) -> None:
    """Nobody cares for their questions any more."""
    unassign_all(context, fact.member)


@assignment_feature.reacts_to(MembershipStatusChanged)
def unassign_who_is_banned(context: Context, fact: MembershipStatusChanged) -> None:
    """Who is banned or suspended cannot answer."""
    if fact.status in (MembershipStatus.BANNED, MembershipStatus.SUSPENDED):
        unassign_all(context, fact.member)
