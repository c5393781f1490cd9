"""What follows for moderators when somebody leaves an audience or the community."""

from commkit.members import GroupLeft, MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit.runtime.sessions.context import Context
from commkit.spaces.feature import spaces
from commkit.spaces.moderators import statements as sql
from commkit.spaces.queries import is_many_of_no_audience


@spaces.reacts_to(GroupLeft)
def dismiss_who_left_the_audience(context: Context, fact: GroupLeft) -> None:
    """Only who is in the audience of a space moderates it; leaving it ended their rights already."""
    if not is_many_of_no_audience(context, fact.group):
        context.run(sql.DELETE_WITHIN, group=fact.group, member=fact.member)


@spaces.reacts_to(MemberLeft, MembershipStatusChanged)
def dismiss_who_left(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Whoever leaves the community or is banned moderates nothing any more."""
    if isinstance(fact, MemberLeft) or fact.status is MembershipStatus.BANNED:
        context.run(sql.DELETE_ALL_OF, member=fact.member)
