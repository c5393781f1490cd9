"""What follows for anniversaries when somebody leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_internal.anniversaries.feature import anniversary_feature
from commkit_internal.anniversaries.handlers import hide


@anniversary_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def forget_anniversary(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """It is off again, should they come back."""
    if isinstance(fact, MemberLeft) or fact.status is MembershipStatus.BANNED:
        hide(context, fact.member)
