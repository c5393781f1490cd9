"""The statements of spaces. Visibility is part of each that shows spaces."""

from sqlalchemy import bindparam, not_, select

from commkit.members import group
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.spaces.tables import space
from commkit.spaces.visibility import outside_audience

PLACE = visible_statement(
    lambda visible: select(space.c.audience, space.c.archived_at).where(
        space.c.community_id == bindparam("community_id"),
        space.c.id == bindparam("id", type_=Id),
        not_(outside_audience(space, visible.reader)),
    )
)
"""The audience of a space that the reader may see, and when it was closed for writing."""

IS_WALLED = statement(
    lambda: select(group.c.id).where(
        group.c.community_id == bindparam("community_id"),
        group.c.id == bindparam("group", type_=Id),
        group.c.walled,
    )
)
"""Whether a group's audience is walled: gives a row where it is."""
