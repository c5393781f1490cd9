"""How things of other nouns are placed in spaces."""

from commkit.members import GroupId
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as sql
from commkit.spaces.records import SpaceId


def place_in_space(
    context: Context, space_id: SpaceId | None, *, leaving: GroupId | None = None
) -> tuple[SpaceId | None, GroupId | None]:
    """The space and the audience of something that the actor writes.

    Args:
        context: The context; its actor writes.
        space_id: The space; None for the community itself, which has no audience of its own.
        leaving: The audience that it has until now: what stands behind a wall stays there.

    Returns:
        The space, and the group whose members see what stands in it; None for all who see the community.

    Raises:
        NotFound: There is no such space, or the actor may not see what stands in it.
        Conflict: It was archived, or what is moved there would leave a wall.
    """
    if space_id is None:
        return None, None
    found = context.one(sql.PLACE, id=space_id)
    if found is None:
        raise NotFound("runtime.not_found", "there is no such space here, or it is not for you to see")
    audience, archived_at = found
    if archived_at is not None:
        raise Conflict("spaces.archived", "this space is archived; choose another one")
    if leaving not in (None, audience) and context.rows(sql.IS_WALLED, group=leaving):
        raise Conflict(
            "spaces.walled", "what stands behind a wall stays there; write it anew where others see it"
        )
    return space_id, audience
