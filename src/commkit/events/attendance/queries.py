"""How attendees are read, in pages by keyset."""

from uuid import UUID

from commkit.events.attendance import statements as sql
from commkit.events.attendance.messages import ListAttendees
from commkit.events.attendance.records import Attendee, RsvpStatus
from commkit.events.feature import events
from commkit.events.occurrences.records import Occurrence
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="events.attendees")
_BY_POSITION = keyset(int, of="events.waitlist")
_MAX_POSITION = 2**31 - 1
"""The largest number that the column holds."""


@events.handles(ListAttendees)
def list_attendees(context: Context, query: ListAttendees) -> Page[Attendee]:
    """Check that the actor may see the occurrence, and list its attendees."""
    occurrence = context.get(Occurrence, query.occurrence)
    limit = page_size(query.limit)
    values = {"occurrence": occurrence.id, "status": RsvpStatus(query.status), "size": limit + 1}
    if query.status == "waitlisted":
        by_position = _BY_POSITION.of_query(query)
        (position,) = by_position.decode(query.after, default=(0,))
        rows = context.rows(sql.WAITLIST, after=min(max(position, 0), _MAX_POSITION), **values)
        return by_position.page(rows, limit, lambda row: (row.waitlist_position or 0,))
    by_id = _BY_ID.of_query(query)
    (after,) = by_id.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.ATTENDEES, after=after, **values)
    return by_id.page(rows, limit, lambda row: (row.member,))
