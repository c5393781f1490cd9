"""How audiences are listed."""

from commkit import Context
from commkit_internal.announcements.audiences import statements as sql
from commkit_internal.announcements.audiences.handlers import with_parts
from commkit_internal.announcements.audiences.messages import ListAudiences
from commkit_internal.announcements.audiences.records import Audience
from commkit_internal.announcements.feature import announcement_feature


@announcement_feature.handles(ListAudiences)
def list_audiences(context: Context, query: ListAudiences) -> tuple[Audience, ...]:
    """Three statements, however many there are."""
    return tuple(with_parts(context, context.rows(sql.ALL)))
