"""How pages of other nouns say where something stands."""

from collections.abc import Iterable, Mapping

from commkit.runtime.sessions.context import Context
from commkit.spaces.records import SpaceId
from commkit.spaces.views import statements as sql
from commkit.spaces.views.records import SpaceName


def space_names(context: Context, ids: Iterable[SpaceId | None]) -> Mapping[SpaceId, SpaceName]:
    """Those of some spaces that the reader may see, by id, in one statement.

    Args:
        context: The context.
        ids: Their ids; None is passed over.
    """
    wanted = {id for id in ids if id is not None} if context.can("spaces.read") else set()
    return {name.id: name for name in context.rows(sql.NAMES, ids=sorted(wanted))} if wanted else {}
