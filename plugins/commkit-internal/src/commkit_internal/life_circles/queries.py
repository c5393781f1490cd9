"""How life circles are read."""

from commkit import Context, MemberId
from commkit_internal.life_circles import statements as sql
from commkit_internal.life_circles.feature import circle_feature
from commkit_internal.life_circles.handlers import circle_inside
from commkit_internal.life_circles.messages import ListCircleMembers, ListCircles
from commkit_internal.life_circles.records import Circle


@circle_feature.handles(ListCircles)
def list_circles(context: Context, query: ListCircles) -> tuple[Circle, ...]:
    """One statement."""
    return tuple(context.rows(sql.LIST))


@circle_feature.handles(ListCircleMembers)
def list_circle_members(context: Context, query: ListCircleMembers) -> tuple[MemberId, ...]:
    """Load the circle, see that the actor is inside, then list the others."""
    found = circle_inside(context, query.circle)
    return tuple(MemberId(id) for (id,) in context.rows(sql.MEMBERS, group=found.group))
