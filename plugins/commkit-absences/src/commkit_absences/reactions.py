"""What follows for absences when somebody leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_absences import statements as sql
from commkit_absences.feature import absence_feature


@absence_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def forget_absence(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """They are absent no more, and stand in for nobody."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    context.run(sql.DELETE, member=fact.member)
    context.run(sql.REMOVE_AS_DEPUTY, old_deputy=fact.member)
