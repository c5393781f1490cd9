"""What members have of privileges: asked by the gate, by views, by explanations and by themselves."""

from typing import Any

from attrs import frozen

from commkit import Command, Context, MemberId
from commkit.members import Membership
from commkit.statistics import share_of
from commkit_reputation.points.queries import reputation_of
from commkit_reputation.privileges import statements as sql
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.messages import ListPrivileges
from commkit_reputation.privileges.policy import as_here, is_earned, requirements_of
from commkit_reputation.privileges.records import Privilege, PrivilegeSettings, PrivilegeStatus, Standing


@frozen
class Held:
    """What decides about the privileges of a member, in one community.

    Attributes:
        standing: Their points and the evidence about the quality of what they did.
        declared: The privileges as they are earned here, now.
        had: Which of them the member had until now.
        founding: Those whose founding time lasts.
    """

    standing: Standing
    declared: tuple[Privilege, ...]
    had: frozenset[str]
    founding: frozenset[str]

    def has(self, privilege: Privilege) -> bool:
        """Whether they have earned one of them."""
        return is_earned(privilege, self.standing, had=privilege.name in self.had)


def held_by(context: Context, member: MemberId | None) -> Held:
    """What decides about the privileges of a member, in two statements, or of a visitor, in none."""
    declared = context.declared(Privilege)
    if member is None:
        return Held(Standing(0, 0, 0), declared, frozenset(), frozenset())
    earned, settings = reputation_of(context, member), context.settings(PrivilegeSettings)
    rows = context.rows(sql.HELD, member=member)
    ended = {name for name, is_over in rows if is_over}
    founding = frozenset(
        each.name for each in declared if each.founding_points is not None and each.name not in ended
    )
    return Held(
        Standing(earned.points, earned.positive, earned.negative),
        tuple(as_here(each, settings, founding=each.name in founding) for each in declared),
        frozenset(name for name, is_over in rows if not is_over),
        founding,
    )


def _declared(context: Context) -> tuple[Privilege, ...]:
    """The privileges of the community's type; none where it lacks the feature."""
    return context.declared(Privilege) if Privilege in context.dispatch.declared else ()


def passes_all(context: Context) -> bool:
    """Whether the actor needs no privileges."""
    return context.can("reputation.pass_privileges")


def has_earned(context: Context, permission: str) -> bool:
    """Whether the actor has earned a privilege that names a permission; for plugins that ask themselves.

    It is asked beside `Context.can`: who holds the permission by their role needs no privilege. No statement is run
    where the community's type declares none.

    Args:
        context: The context.
        permission: The permission.
    """
    if not any(each.permission == permission for each in _declared(context)):
        return False
    held = held_by(context, context.member_or_none)
    return any(each.permission == permission and held.has(each) for each in held.declared)


def passes_privileges(context: Context, command: type[Command[Any]]) -> bool:
    """Whether the actor has earned all privileges that commands of a class take, about objects of others.

    For plugins whose lists and queues lead to such a command; the gate asks again when it is sent. Privileges that are
    asked for with some values of its fields only do not count. No statement is run where the type declares none.

    Args:
        context: The context.
        command: The class of the commands.
    """

    def takes_it(privilege: Privilege) -> bool:
        return command in privilege.messages and not privilege.where

    if not any(takes_it(each) for each in _declared(context)) or passes_all(context):
        return True
    held = held_by(context, context.member_or_none)
    return all(held.has(each) for each in held.declared if takes_it(each))


@privilege_feature.handles(ListPrivileges)
def list_privileges(context: Context, query: ListPrivileges) -> tuple[PrivilegeStatus, ...]:
    """Load the member, then what they have."""
    member = context.get(Membership, query.member, need="reputation.read_privileges").id
    held = held_by(context, member)
    return tuple(_status(member, each, held) for each in held.declared)


def _status(member: MemberId, privilege: Privilege, held: Held) -> PrivilegeStatus:
    standing = held.standing
    requirements = requirements_of(privilege, standing, had=privilege.name in held.had)
    return PrivilegeStatus(
        member=member,
        name=privilege.name,
        summary=privilege.summary,
        held=all(each.met for each in requirements),
        founding=privilege.name in held.founding,
        share=share_of(standing.positive, standing.positive + standing.negative),
        requirements=requirements,
    )
