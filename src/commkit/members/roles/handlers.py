"""How members are given roles."""

from attrs import evolve

from commkit.communities import lock_community
from commkit.members.agents import statements as agents_sql
from commkit.members.feature import members
from commkit.members.records import Membership, MembershipKind
from commkit.members.roles import statements as sql
from commkit.members.roles.facts import RoleAssigned
from commkit.members.roles.messages import AssignRole
from commkit.members.roles.policy import check_agent_role, check_is_owner, check_role, is_staff
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.types import OWNER, SYSTEM_ROLE
from commkit.runtime.sessions.context import Context


@members.handles(AssignRole)
def assign_role(context: Context, command: AssignRole) -> Membership:
    """Give another role to somebody inside."""
    return change_role(context, context.get(Membership, command.member), command.role)


def change_role(context: Context, before: Membership, role: str) -> Membership:
    """Give another role to somebody inside, whoever asks for it: a caller checks first that the actor may.

    Args:
        context: The context of the community.
        before: The membership as it was read.
        role: A role of the community's type.

    Raises:
        Invalid: The community's type has no such role, or they are an agent, and it gives the right to change roles.
        Denied: It is an owner's role, and the actor is neither an owner nor the host.
        Conflict: They are not inside, are the last owner, or were changed in the meantime.
    """
    if not before.is_current:
        raise Conflict("members.not_a_member", "only who is inside has a role; let them come in first")
    check_role(context, role)
    if before.kind is MembershipKind.AGENT:
        check_agent_role(context, role)
    if OWNER in (before.role, role):
        check_is_owner(context)
    staff = is_staff(context.community_type, role)
    if staff and before.kind is MembershipKind.AGENT:
        staff = _is_principal_staff(context, before)
    if not context.run(sql.SET_ROLE, id=before.id, new_role=role, new_staff=staff, expected_role=before.role):
        raise Conflict("members.stale", "this membership was changed in the meantime; read it again")
    if role != OWNER:
        check_has_other_owner(context, before)
    after = evolve(before, role=role, staff=staff, version=before.version + 1)
    context.adopt_own_change(membership=after)
    context.emit(RoleAssigned(member=before.id, role=role))
    return after


def _is_principal_staff(context: Context, agent: Membership) -> bool:
    """Whether an agent may be shown as staff: the host's may, a member's only where the member is."""
    limits = context.one(agents_sql.LIMITS, id=agent.id)
    if limits is None:
        return False
    _, acts_for, principal = limits
    return acts_for is None or (principal is not None and principal.staff)


def check_has_other_owner(context: Context, leaving: Membership, *, of_host: bool = True) -> None:
    """Check that a community keeps an owner when one goes; the host may take the last one.

    To be called after the change: whoever changes memberships locks these first and the community second.

    Args:
        context: The context of the community.
        leaving: The membership as it was before.
        of_host: Whether the host may; not where it acts for somebody else, such as a directory.

    Raises:
        Conflict: They are the last owner.
    """
    if leaving.role != OWNER or (of_host and context.role == SYSTEM_ROLE):
        return
    lock_community(context)  # two last owners cannot leave at once
    if not context.rows(sql.OTHER_OWNER, id=leaving.id):
        raise Conflict("members.last_owner", "a community needs an owner; make somebody else one first")
