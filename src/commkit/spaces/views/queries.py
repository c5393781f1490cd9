"""How pages of other nouns say where something stands."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commkit.runtime.model.descriptions import Description
from commkit.runtime.sessions.context import Context
from commkit.spaces.feature import spaces
from commkit.spaces.records import Space, SpaceId
from commkit.spaces.views import statements as sql
from commkit.spaces.views.records import SpaceView


def space_views(context: Context, ids: Iterable[SpaceId | None]) -> Mapping[SpaceId, SpaceView]:
    """Those of some spaces that the reader may see, by id, in one statement.

    Args:
        context: The context.
        ids: Their ids; None is passed over.
    """
    wanted = {id for id in ids if id is not None} if context.can("spaces.read") else set()
    return {name.id: name for name in context.rows(sql.NAMES, ids=sorted(wanted))} if wanted else {}


@spaces.describes(Space)
def describe_spaces(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A space is called by its title."""
    found = space_views(context, map(SpaceId, ids))
    return {id: Description(name.title) for id, name in found.items()}
