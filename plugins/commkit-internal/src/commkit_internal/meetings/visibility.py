"""Who sees minutes, besides what posts hide: who sees the event, wherever it stands by now.

These are the rules of events, asked of the event of the minutes. They are three, and join, since each level of nesting
counts: SQLite parses a statement with a stack of a hundred.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, FromClause, exists

from commkit.events import event, uninvited, uninvited_principal
from commkit.posts import Post
from commkit.spaces import outside_audience
from commkit.storage import Reader
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.policy import KIND
from commkit_internal.tables import minutes


@meeting_feature.hides(Post, kinds=(KIND,))
def of_uninvited(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Minutes of an event for invited members are for these."""
    return _of_event(row, reader, uninvited)


@meeting_feature.hides(Post, kinds=(KIND,))
def of_uninvited_principal(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An agent sees them only while whom it acts for would."""
    return _of_event(row, reader, uninvited_principal)


@meeting_feature.hides(Post, kinds=(KIND,))
def of_outside_audience(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Minutes of an event that was moved to another space are for those who see it there, too."""
    return _of_event(row, reader, outside_audience)


def _of_event(
    row: FromClause, reader: Reader, hidden: Callable[[FromClause, Reader], ColumnElement[bool]]
) -> ColumnElement[bool]:
    its, of = minutes.alias(), event.alias()
    return (
        exists()
        .where(
            its.c.community_id == row.c.community_id,
            its.c.id == row.c.id,
            of.c.community_id == its.c.community_id,
            of.c.id == its.c.event,
            hidden(of, reader),
        )
        .correlate_except(its, of)
    )
