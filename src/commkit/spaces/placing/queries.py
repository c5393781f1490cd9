"""What other nouns ask before something of theirs stands in a space or for an audience."""

from commkit.members import Group, GroupId
from commkit.runtime.model.errors import Conflict, Denied, NotFound
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as sql
from commkit.spaces.conversations.queries import check_not_ended
from commkit.spaces.policy import archived
from commkit.spaces.queries import is_inside, sees_in
from commkit.spaces.records import Space, SpaceId


def open_space(context: Context, id: SpaceId) -> Space:
    """A space in which the actor may put something; whoever archives it waits until this command is through.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: The actor sees that it is there, and not what stands in it; or it is a conversation of two, and the
            other one blocks the actor.
        Conflict: It is archived.
    """
    found = context.one(sql.LOCK_FOR_WRITING, id=id) if context.can("spaces.read") else None
    if found is None:
        raise NotFound("runtime.not_found", "there is no such space here, or it is not for you to see")
    if found.archived_at is not None:
        raise archived()
    if not sees_in(context, found):
        raise Denied("spaces.not_a_member", "join this space first")
    if found.kept_by and found.audience is not None:
        check_not_ended(context, found.audience)
    return found


def open_audience(context: Context, id: GroupId) -> GroupId:
    """A group that the actor is in, as the audience of something; it cannot be deleted before this command is through.

    Raises:
        NotFound: There is no such group for this actor.
        Denied: The actor is not in it; or it is that of a conversation of two, and the other one blocks the actor.
    """
    found = context.get(Group, id)
    if context.role != SYSTEM_ROLE and not is_inside(context, found.id):
        raise Denied("spaces.not_in_group", "only who is in a group writes for it alone; join it first")
    if not context.rows(sql.KEEP_GROUP, group=found.id):
        raise NotFound("runtime.not_found", "there is no such group here, or it is not for you to see")
    check_not_ended(context, found.id)
    return found.id


def check_stays_within(context: Context, before: GroupId | None, after: GroupId | None) -> None:
    """Check that something that is moved does not leave a walled audience: it was written behind the wall.

    Args:
        context: The context.
        before: The audience that it had.
        after: The one that it would have.

    Raises:
        Conflict: It would.
    """
    if before is not None and before != after and context.rows(sql.IS_WALLED, group=before):
        raise Conflict(
            "spaces.walled", "what stands behind a wall stays there; write it anew where others see it"
        )


def place_in_space(
    context: Context, id: SpaceId | None, *, leaving: GroupId | None = None
) -> tuple[SpaceId | None, GroupId | None]:
    """The space and the audience of something that the actor writes.

    Args:
        context: The context; its actor writes.
        id: The space; None for the community itself, which has no audience of its own.
        leaving: The audience that it had until now: what stands behind a wall stays there.

    Returns:
        The space, and the group whose members see what stands in it; None for all who see the community.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: The actor sees that it is there, and not what stands in it.
        Conflict: It is archived, or what is moved there would leave a wall.
    """
    audience = open_space(context, id).audience if id is not None else None
    check_stays_within(context, leaving, audience)
    return id, audience
