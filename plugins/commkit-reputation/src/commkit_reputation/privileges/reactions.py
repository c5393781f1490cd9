"""How privileges are earned and lost: in the transaction in which the points change, which the worker does."""

from commkit import Context, MemberId
from commkit_reputation.points.facts import PointsChanged, ReputationRebuilt
from commkit_reputation.privileges import statements as sql
from commkit_reputation.privileges.facts import FoundingEnded, PrivilegeEarned, PrivilegeLost
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.policy import as_here, is_earned
from commkit_reputation.privileges.queries import held_by
from commkit_reputation.privileges.records import Privilege, PrivilegeSettings


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
    """Bring what is stored of the privileges of a member in line with what they have earned."""
    held = held_by(context, member)
    in_full = {
        each.name: is_earned(
            as_here(each, context.settings(PrivilegeSettings), founding=False),
            held.standing,
            had=each.name in held.had,
        )
        for each in context.declared(Privilege)
    }
    has = {each.name: each for each in held.declared if held.has(each)}
    for name in sorted(has.keys() - held.had):
        context.run(
            sql.ADD,
            member=member,
            privilege=name,
            permission=has[name].permission or None,
            founding=None if in_full[name] else True,
            earned_at=context.now,
        )
        context.emit(PrivilegeEarned(member=member, privilege=name))
    for name in sorted(has.keys() & held.had):
        context.run(sql.SET_FOUNDING, member=member, name=name, new_founding=None if in_full[name] else True)
    for name in sorted(held.had - has.keys()):
        context.run(sql.DELETE, member=member, name=name)
        context.emit(PrivilegeLost(member=member, privilege=name))
    for name in sorted(held.founding & {name for name, earned in in_full.items() if earned}):
        _end_founding(context, name)


def _end_founding(context: Context, name: str) -> None:
    """Once enough members have earned a privilege, take it from those who had it by the founding time alone."""
    ((holders,),) = context.rows(sql.COUNT_IN_FULL, name=name)
    if holders < context.settings(PrivilegeSettings).founding_holders:
        return
    context.run(sql.END_FOUNDING, privilege=name, at=context.now)
    context.emit(FoundingEnded(privilege=name, holders=holders))
    for (member,) in context.rows(sql.FOUNDERS, name=name):
        context.run(sql.DELETE, member=member, name=name)
        context.emit(PrivilegeLost(member=member, privilege=name))
