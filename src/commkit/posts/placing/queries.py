"""Where a new thread stands, and for whom."""

from commkit.members import GroupId
from commkit.posts.messages import CreateThread
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.spaces import SpaceId, check_kind_allowed, open_audience, open_space


def place_of_new(context: Context, command: CreateThread) -> tuple[SpaceId | None, GroupId | None]:
    """The space and the audience of a new thread; without either, nothing is asked of the database.

    Raises:
        NotFound: There is no such space or group for this actor.
        Denied: The actor is not in the audience.
        Conflict: The space is archived, takes other kinds, or has another audience.
    """
    audience: GroupId | None = None
    if command.space is not None:
        space = open_space(context, command.space)
        check_kind_allowed(space, command.kind)
        audience = space.audience
        if command.audience not in (None, audience) and audience is not None:
            raise Conflict(
                "posts.other_audience", "this space has an audience; leave the thread's own one out"
            )
    if command.audience not in (None, audience):
        audience = open_audience(context, command.audience)
    return command.space, audience
