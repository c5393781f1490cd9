"""Who moderates a space."""

from uuid import UUID

from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there
from commkit.spaces.feature import spaces
from commkit.spaces.moderators import statements as sql
from commkit.spaces.moderators.messages import ListSpaceModerators
from commkit.spaces.moderators.records import SpaceModerator
from commkit.spaces.queries import sees_in
from commkit.spaces.records import Space


@spaces.handles(ListSpaceModerators)
def list_space_moderators(context: Context, query: ListSpaceModerators) -> tuple[SpaceModerator, ...]:
    """Read all moderators of the space, whose number is limited; who is outside does not learn who is inside."""
    found = context.get(Space, query.space)
    if not sees_in(context, found):
        raise not_there(Space)
    return tuple(context.rows(sql.ALL, space=found.id))


def moderates(context: Context, space: UUID) -> bool:
    """Whether the actor moderates a space. Who loses it meanwhile is refused by the actor lock at the commit."""
    mine = context.member_or_none
    return mine is not None and bool(context.rows(sql.IS_MODERATOR, space=space, member=mine))


def moderated_spaces(context: Context) -> frozenset[UUID]:
    """The spaces that the actor moderates, in one statement."""
    mine = context.member_or_none
    return (
        frozenset(id for (id,) in context.rows(sql.MODERATED, member=mine))
        if mine is not None
        else frozenset()
    )
