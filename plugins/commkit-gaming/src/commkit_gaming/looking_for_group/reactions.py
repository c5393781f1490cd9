"""What follows for parties when somebody is out of the community."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.jobs import locked_party
from commkit_gaming.looking_for_group.joining import statements as joining_sql
from commkit_gaming.looking_for_group.joining.handlers import take_out


@party_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_parties(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Who leaves, is banned or is erased is out of their parties, and their requests go."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    context.run(joining_sql.DELETE_REQUESTS_OF, member=fact.member)
    for (party,) in context.rows(sql.PARTIES_OF, member=fact.member):
        take_out(context, locked_party(context, party), fact.member)
