"""What follows for agents when the membership ends that they act for, or their own."""

from commkit.members.agents import statements as sql
from commkit.members.agents.handlers import end_agent_membership, mark_removed
from commkit.members.facts import MemberLeft
from commkit.members.feature import members
from commkit.members.groups import statements as groups_sql
from commkit.members.groups.facts import GroupLeft
from commkit.members.groups.handlers import end_rights
from commkit.members.groups.records import ManyInGroup
from commkit.members.records import MembershipStatus
from commkit.members.restrictions.facts import MembershipStatusChanged
from commkit.members.roles.facts import RoleAssigned
from commkit.members.roles.policy import is_staff
from commkit.runtime.sessions.context import Context


@members.reacts_to(MemberLeft, MembershipStatusChanged)
def end_agent_memberships(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Remove the agents of whoever leaves or is banned, and an agent that leaves.

    A silence or a suspension of the member removes nothing: while it lasts, the agent may do what the member may.
    """
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    for agent, acts_for in context.rows(sql.FALLING, member=fact.member):
        if agent != fact.member:
            end_agent_membership(context, agent, acts_for=acts_for)
        elif isinstance(fact, MemberLeft):  # one that is banned stays an agent
            mark_removed(context, agent, acts_for=acts_for)


@members.reacts_to(RoleAssigned)
def mark_staff_with_principal(context: Context, fact: RoleAssigned) -> None:
    """Agents are shown as staff only while their person is."""
    type = context.community_type
    principal_is_staff = is_staff(type, fact.role)
    for agent, role, before in context.rows(sql.STAFF_OF_MEMBER, member=fact.member):
        staff = principal_is_staff and is_staff(type, role)
        if staff != before:
            context.run(sql.SET_STAFF, id=agent, new_staff=staff)


@members.reacts_to(GroupLeft)
def leave_group_with_principal(context: Context, fact: GroupLeft) -> None:
    """Remove the agents of whoever leaves a group from it: they see what is for the group for them alone."""
    noted = context.noted(ManyInGroup)
    if noted is not None and noted.group == fact.group:
        return
    for (agent,) in context.rows(sql.AGENTS_IN_GROUP, group=fact.group, member=fact.member):
        if context.run(groups_sql.DELETE_MEMBER, group=fact.group, member=agent):
            end_rights(context, agent)
            context.run(groups_sql.CHANGE_MEMBER_COUNT, id=fact.group, change=-1)
            context.emit(GroupLeft(group=fact.group, member=agent))
