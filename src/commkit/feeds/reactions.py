"""What follows for tokens when a membership ends."""

from commkit.feeds import statements as sql
from commkit.feeds.feature import feeds
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit.runtime.sessions.context import Context


@feeds.reacts_to(MemberLeft, MembershipStatusChanged)
def revoke_tokens_of_membership(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Revoke the tokens of whoever leaves or is banned: coming in again brings none back."""
    if isinstance(fact, MemberLeft) or fact.status is MembershipStatus.BANNED:
        context.run(sql.DELETE_OF_MEMBER, member=fact.member)
