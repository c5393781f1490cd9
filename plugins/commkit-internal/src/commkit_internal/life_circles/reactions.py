"""Who is taken out of life circles: who comes to lead somebody inside, or to stand for the employer."""

from commkit import Context
from commkit.members import GroupLeft, RoleAssigned
from commkit_internal.life_circles import statements as sql
from commkit_internal.life_circles.feature import STAND_FOR_EMPLOYER, circle_feature
from commkit_internal.life_circles.handlers import end_circle, locked_circle, take_out
from commkit_internal.units.facts import MemberPlaced, UnitManagerChanged, UnitMoved


@circle_feature.reacts_to(UnitManagerChanged, UnitMoved, MemberPlaced)
def take_out_leaders(context: Context, fact: UnitManagerChanged | UnitMoved | MemberPlaced) -> None:
    """Take out who leads somebody inside from now on."""
    for circle, member in context.rows(sql.LEADERS_INSIDE):
        take_out(context, circle, member)


@circle_feature.reacts_to(RoleAssigned)
def take_out_employer(context: Context, fact: RoleAssigned) -> None:
    """Take out who stands for the employer from now on."""
    if STAND_FOR_EMPLOYER in context.grants_of(fact.role):
        for (circle,) in context.rows(sql.CIRCLES_OF, member=fact.member):
            take_out(context, circle, fact.member)


@circle_feature.reacts_to(GroupLeft)
def end_empty_circle(context: Context, fact: GroupLeft) -> None:
    """A circle ends with its last one, also where they left the community."""
    found = context.one(sql.OF_GROUP, group=fact.group)
    if found is None or context.rows(sql.MEMBERS, group=found.group):
        return
    if locked_circle(context, found.id).ended_at is None:
        end_circle(context, found)
