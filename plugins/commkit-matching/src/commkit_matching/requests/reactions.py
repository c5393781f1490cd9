"""What follows when somebody leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_matching.feature import matching_feature
from commkit_matching.matches.settling.handlers import leave_matches
from commkit_matching.requests import statements as sql
from commkit_matching.requests.handlers import close_request


@matching_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def withdraw_all(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """They ask no more, and their matches end."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    for asked in context.rows(sql.MINE, me=fact.member):
        close_request(context, asked)
    leave_matches(context, fact.member)
