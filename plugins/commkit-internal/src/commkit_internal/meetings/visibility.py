"""Who sees minutes, besides what posts hide: who sees the event, wherever it stands by now."""

from sqlalchemy import ColumnElement, FromClause, exists

from commkit.events import is_event_hidden
from commkit.posts import Post
from commkit.storage import Reader
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.policy import KIND
from commkit_internal.tables import minutes


@meeting_feature.hides(Post, kinds=(KIND,))
def of_hidden_event(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Minutes of an event for invited members, or of one that was moved to another space, are for those who see it."""
    its = minutes.alias()
    return (
        exists()
        .where(
            its.c.community_id == row.c.community_id,
            its.c.id == row.c.id,
            is_event_hidden(its.c.community_id, its.c.event, reader),
        )
        .correlate_except(its)
    )
