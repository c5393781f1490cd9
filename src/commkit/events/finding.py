"""Events are found by what they say, in the same transaction; those that only some know of are not in the index."""

from typing import Any

from commkit.events.facts import EventCancelled, EventEdited, EventPlanned, EventsTaken
from commkit.events.feature import events
from commkit.events.records import Access, Event, EventId
from commkit.runtime.sessions.session import Session
from commkit.search import forget, index


@events.reacts_to(EventPlanned, EventEdited, EventCancelled)
def keep_findable(session: Session, fact: Any) -> None:
    """As it stands now."""
    _keep(session, fact.event, new=isinstance(fact, EventPlanned))


@events.reacts_to(EventsTaken)
def make_findable(session: Session, fact: EventsTaken) -> None:
    """Each of those that came in."""
    for event in fact.events:
        _keep(session, event, new=True)


def _keep(session: Session, id: EventId, *, new: bool) -> None:
    event = session.get(Event, id)
    if event.access is not Access.OPEN or event.cancelled_at is not None:
        forget(session, record="Event", object=event.id)
        return
    index(
        session,
        record="Event",
        object=event.id,
        title=event.title,
        body="\n".join(part for part in (event.body, event.place) if part),
        permission="events.read",
        at=event.planned_at,
        author=event.host,
        new=new,
    )
