"""What follows for onboardings when somebody leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_internal.onboarding import statements as sql
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.handlers import end, lose_buddy
from commkit_internal.onboarding.records import OnboardingState


@onboarding_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_onboardings(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Their own ends, and those whose buddy they were have none any more."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    for onboarding in context.rows(sql.RUNNING_OF, member=fact.member):
        if onboarding.member == fact.member:
            end(context, onboarding, OnboardingState.ENDED)
        else:
            lose_buddy(context, onboarding)
