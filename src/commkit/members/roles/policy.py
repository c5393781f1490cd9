"""Which roles there are, who may give them, and whom they make staff."""

from commkit.runtime.model.errors import Denied, Invalid
from commkit.runtime.model.types import (
    DERIVED_ROLES,
    MEMBER,
    OWNER,
    ROLE_ORDER,
    STEWARD,
    SYSTEM_ROLE,
    CommunityType,
)
from commkit.runtime.sessions.context import Context

_STAFF_ROLES = frozenset({STEWARD, OWNER})


def assignable_roles(type: CommunityType) -> frozenset[str]:
    """The roles that a membership can be given in communities of a type."""
    return frozenset({*type.roles, *ROLE_ORDER}) - DERIVED_ROLES


def is_staff(type: CommunityType, role: str) -> bool:
    """Whether a role makes its holder staff: the type says so; stewards and owners are unless it says otherwise."""
    declared = type.roles.get(role)
    return declared.staff if declared is not None else role in _STAFF_ROLES


def may_give_role(role: str, *, giver: str, grants: frozenset[str]) -> bool:
    """Whether somebody may bring people in with a role.

    Args:
        role: The role that is given.
        giver: The role of who gives it.
        grants: The permissions of who gives it.
    """
    if role == OWNER and giver not in (OWNER, SYSTEM_ROLE):
        return False
    return role == MEMBER or "members.assign_role" in grants


def check_role(context: Context, role: str) -> None:
    """Check that the community's type has a role.

    Raises:
        Invalid: It has not.
    """
    known = assignable_roles(context.community_type)
    if role not in known:
        raise Invalid.field("role", "unknown_role", f"choose one of: {', '.join(sorted(known))}")


def check_agent_role(context: Context, role: str) -> None:
    """Check that an agent may have a role.

    Raises:
        Invalid: Whoever has it may change roles.
    """
    if "members.assign_role" in context.grants_of(role):
        raise Invalid.field(
            "role", "not_for_agents", "choose a role that may not change roles: only people decide about them"
        )


def check_may_give_role(context: Context, role: str) -> None:
    """Check that the actor may bring people in with a role.

    Raises:
        Denied: The role is more than `member`, and the actor changes no roles; or it is `owner`, and the actor is none.
    """
    if may_give_role(role, giver=context.role, grants=context.grants):
        return
    if not context.can("members.assign_role"):
        raise Denied("members.role_too_high", "you may bring members in, not give them another role")
    check_is_owner(context)


def check_is_owner(context: Context) -> None:
    """Check that the actor is an owner, or the host.

    Raises:
        Denied: They are not.
    """
    if context.role not in (OWNER, SYSTEM_ROLE):
        raise Denied("members.owner_only", "only an owner makes or unmakes an owner")
