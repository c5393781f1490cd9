"""What members have of privileges: asked by the gate, by views, by explanations and by themselves."""

from commkit import Context, MemberId
from commkit.members import Membership
from commkit.statistics import share_of
from commkit_reputation.points.queries import reputation_of
from commkit_reputation.privileges import statements as sql
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.messages import ListPrivileges
from commkit_reputation.privileges.policy import requirements_of
from commkit_reputation.privileges.records import Privilege, PrivilegeStatus, Standing


def standing_of(context: Context, member: MemberId | None) -> tuple[Standing, frozenset[str]]:
    """What decides about privileges, and which the member had until now, in two statements."""
    if member is None:
        return Standing(0, 0, 0), frozenset()
    earned = reputation_of(context, member)
    had = frozenset(name for (name,) in context.rows(sql.HELD, member=member))
    return Standing(earned.points, earned.positive, earned.negative), had


def passes_all(context: Context) -> bool:
    """Whether the actor needs no privileges."""
    return context.can("reputation.pass_privileges")


@privilege_feature.handles(ListPrivileges)
def list_privileges(context: Context, query: ListPrivileges) -> tuple[PrivilegeStatus, ...]:
    """Load the member, then what they have."""
    member = context.get(Membership, query.member, need="reputation.read_privileges").id
    standing, had = standing_of(context, member)
    return tuple(
        _status(member, each, standing, had=each.name in had) for each in context.declared(Privilege)
    )


def _status(member: MemberId, privilege: Privilege, standing: Standing, *, had: bool) -> PrivilegeStatus:
    requirements = requirements_of(privilege, standing, had=had)
    return PrivilegeStatus(
        member=member,
        name=privilege.name,
        summary=privilege.summary,
        held=all(each.met for each in requirements),
        share=share_of(standing.positive, standing.positive + standing.negative),
        requirements=requirements,
    )
