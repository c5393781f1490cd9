"""How privileges are earned and lost: in the transaction in which the points change, which the worker does."""

from commkit import Context, MemberId
from commkit_reputation.points.facts import PointsChanged, ReputationRebuilt
from commkit_reputation.privileges import statements as sql
from commkit_reputation.privileges.facts import PrivilegeEarned, PrivilegeLost
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.policy import is_earned
from commkit_reputation.privileges.queries import standing_of
from commkit_reputation.privileges.records import Privilege


@privilege_feature.reacts_to(PointsChanged)
def review_privileges(context: Context, fact: PointsChanged) -> None:
    """Look at the privileges of one member."""
    _review(context, fact.member)


@privilege_feature.reacts_to(ReputationRebuilt)
def review_rebuilt_privileges(context: Context, fact: ReputationRebuilt) -> None:
    """Look at the privileges of all of them, as what is declared may be new, too."""
    for member in fact.members:
        _review(context, member)


def _review(context: Context, member: MemberId) -> None:
    declared = context.declared(Privilege)
    standing, had = standing_of(context, member)
    has = {each.name for each in declared if is_earned(each, standing, had=each.name in had)}
    for name in sorted(has - had):
        context.run(sql.ADD, member=member, privilege=name, earned_at=context.now)
        context.emit(PrivilegeEarned(member=member, privilege=name))
    for name in sorted(had - has):
        context.run(sql.DELETE, member=member, privilege=name)
        context.emit(PrivilegeLost(member=member, privilege=name))
