"""What follows for groups when somebody leaves the community."""

from commkit.members.facts import MemberLeft
from commkit.members.feature import members
from commkit.members.groups import statements as sql
from commkit.members.groups.facts import GroupLeft
from commkit.members.records import MembershipStatus
from commkit.members.restrictions.facts import MembershipStatusChanged
from commkit.runtime.sessions.context import Context


@members.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_all_groups(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Remove whoever leaves the community or is banned from its groups."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    for (group,) in context.rows(sql.GROUPS_OF_MEMBER, member=fact.member):
        if context.run(sql.DELETE_MEMBER, group=group, member=fact.member):
            context.run(sql.CHANGE_MEMBER_COUNT, id=group, change=-1)
            context.emit(GroupLeft(group=group, member=fact.member))
