"""What follows for guests when somebody leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_ama.feature import hour_feature
from commkit_ama.guests import statements as sql


@hour_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def forget_guest(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """They are a guest of no hour."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    context.run(sql.DELETE_ALL_OF, member=fact.member)
