"""How minutes are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.events import Event
from commkit.posts import Post, PostId
from commkit.storage import LAST_ID, keyset, page_size
from commkit_internal.meetings import statements as sql
from commkit_internal.meetings.decisions import statements as decision_sql
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.messages import ListMinutes, ListMinutesWriters, ReadMinutes
from commkit_internal.meetings.records import Minutes, MinutesWriter
from commkit_internal.meetings.tasks import statements as task_sql
from commkit_internal.meetings.views.records import MinutesView

_MINUTES = keyset(UUID, of="internal.minutes")


@meeting_feature.handles(ReadMinutes)
def read_minutes(context: Context, query: ReadMinutes) -> MinutesView:
    """Four statements."""
    found = context.get(Minutes, query.minutes)
    return MinutesView(
        found,
        context.get(Post, PostId(found.id)),
        tuple(context.rows(decision_sql.OF_MINUTES, minutes=found.id)),
        tuple(context.rows(task_sql.OF_MINUTES, minutes=found.id)),
    )


@meeting_feature.handles(ListMinutes)
def list_minutes(context: Context, query: ListMinutes) -> Page[Minutes]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _MINUTES.decode(query.after, default=(LAST_ID,))
    if query.event is None:
        rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    else:
        rows = context.rows(sql.PAGE_OF_EVENT, event=query.event, after=after, size=limit + 1)
    return _MINUTES.page(rows, limit, lambda its: (its.id,))


@meeting_feature.handles(ListMinutesWriters)
def list_minutes_writers(context: Context, query: ListMinutesWriters) -> tuple[MinutesWriter, ...]:
    """Load the event, then they."""
    return tuple(context.rows(sql.WRITERS, event=context.get(Event, query.event).id))
