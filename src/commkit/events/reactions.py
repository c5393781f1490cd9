"""Events in the search index, in the transaction of the change: only those that all who read here may see."""

from typing import Any

from commkit.events import statements as sql
from commkit.events.facts import EventCancelled, EventCreated, EventEdited
from commkit.events.feature import events
from commkit.events.importing.facts import EventsImported
from commkit.events.records import EventAccess, EventId
from commkit.runtime.sessions.context import Context
from commkit.search import index_object, remove_from_index, searched_text


@events.reacts_to(EventCreated, EventEdited, EventCancelled)
def update_search_index(context: Context, fact: Any) -> None:
    """Index the event as it is now."""
    _index(context, fact.event, new=isinstance(fact, EventCreated))


@events.reacts_to(EventsImported)
def index_imported(context: Context, fact: EventsImported) -> None:
    """Index each imported event."""
    for event in fact.events:
        _index(context, event, new=True)


def _index(context: Context, id: EventId, *, new: bool) -> None:
    event = context.one(sql.EVENT, id=id)  # None where a feature hides it even from who made it
    if event is None or event.access is not EventAccess.OPEN or event.cancelled_at is not None:
        remove_from_index(context, record="Event", object=id)
        return
    index_object(
        context,
        record="Event",
        object=event.id,
        title=event.title,
        body="\n".join(part for part in (searched_text(event.body), event.location) if part),
        permission="events.read",
        at=event.created_at,
        author=event.host,
        new=new,
    )
