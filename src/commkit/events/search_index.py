"""Events are found by what they say, in the same transaction; those that only some know of are not in the index."""

from typing import Any

from commkit.events.facts import EventCancelled, EventCreated, EventEdited, EventsImported
from commkit.events.feature import events
from commkit.events.records import Event, EventAccess, EventId
from commkit.runtime.sessions.context import Context
from commkit.search import index_object, remove_from_index


@events.reacts_to(EventCreated, EventEdited, EventCancelled)
def update_search_index(context: Context, fact: Any) -> None:
    """As it stands now."""
    _keep(context, fact.event, new=isinstance(fact, EventCreated))


@events.reacts_to(EventsImported)
def index_imported(context: Context, fact: EventsImported) -> None:
    """Each of those that came in."""
    for event in fact.events:
        _keep(context, event, new=True)


def _keep(context: Context, id: EventId, *, new: bool) -> None:
    event = context.get(Event, id)
    if event.access is not EventAccess.OPEN or event.cancelled_at is not None:
        remove_from_index(context, record="Event", object=event.id)
        return
    index_object(
        context,
        record="Event",
        object=event.id,
        title=event.title,
        body="\n".join(part for part in (event.body, event.location) if part),
        permission="events.read",
        at=event.created_at,
        author=event.host,
        new=new,
    )
