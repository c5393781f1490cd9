"""The statement of views of spaces."""

from sqlalchemy import bindparam, select

from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import visible_statement
from commkit.spaces.records import Space
from commkit.spaces.statements import HERE
from commkit.spaces.tables import space
from commkit.spaces.views.records import SpaceView

NAMES = visible_statement(
    lambda visible: select(space.c.id, space.c.slug, space.c.title, space.c.archived_at).where(
        HERE, space.c.id.in_(bindparam("ids", expanding=True, type_=Id)), visible(Space, space)
    ),
    into=SpaceView,
)
