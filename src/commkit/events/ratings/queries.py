"""How ratings and figures are read."""

from uuid import UUID

from commkit.events.feature import events
from commkit.events.occurrences.records import Occurrence
from commkit.events.ratings import statements as sql
from commkit.events.ratings.messages import ListEventRatings, ReadEventMetrics
from commkit.events.ratings.records import EventMetrics, EventRating
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="events.ratings")


@events.handles(ListEventRatings)
def list_event_ratings(context: Context, query: ListEventRatings) -> Page[EventRating]:
    """Check that the actor may edit the event, and list the ratings."""
    occurrence = context.get(Occurrence, query.occurrence, need="events.edit")
    limit = page_size(query.limit)
    (after,) = _BY_ID.within(occurrence.id).decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.RATINGS, occurrence=occurrence.id, after=after, size=limit + 1)
    return _BY_ID.within(occurrence.id).page(rows, limit, lambda row: (row.member,))


@events.handles(ReadEventMetrics)
def read_event_metrics(context: Context, query: ReadEventMetrics) -> EventMetrics:
    """Take all figures from the occurrence's row."""
    occurrence = context.get(Occurrence, query.occurrence)
    is_over = occurrence.ends_at <= context.now and occurrence.cancelled_at is None
    return EventMetrics(
        capacity=occurrence.capacity,
        going=occurrence.going,
        waitlisted=occurrence.waitlisted,
        maybe=occurrence.maybe,
        declined=occurrence.declined,
        checked_in=occurrence.checked_in,
        no_shows=occurrence.going - occurrence.checked_in if is_over and occurrence.checked_in else None,
        rated=occurrence.rated,
        rating=occurrence.stars / occurrence.rated if occurrence.rated else None,
    )
