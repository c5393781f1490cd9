"""How things of other nouns are placed in spaces."""

from commkit.members import GroupId
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as sql
from commkit.spaces.records import SpaceId


def place_in_space(context: Context, space_id: SpaceId | None) -> tuple[SpaceId | None, GroupId | None]:
    """The space and the audience of something that the actor writes.

    Args:
        context: The context; its actor writes.
        space_id: The space; None for the community itself, which has no audience of its own.

    Returns:
        The space, and the group whose members see what stands in it; None for all who see the community.

    Raises:
        NotFound: There is no such space, or the actor may not see what stands in it.
        Conflict: It was archived.
    """
    if space_id is None:
        return None, None
    found = context.one(sql.PLACE, id=space_id)
    if found is None:
        raise NotFound("spaces.not_found", "there is no such space here, or you may not see it")
    audience, archived_at = found
    if archived_at is not None:
        raise Conflict("spaces.archived", "this space is archived; choose another one")
    return space_id, audience
