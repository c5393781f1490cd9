"""How events are read."""

from commkit.events.feature import events
from commkit.events.messages import ReadEvent
from commkit.events.records import Event
from commkit.runtime.sessions.context import Context


@events.handles(ReadEvent)
def read_event(context: Context, query: ReadEvent) -> Event:
    """Load the event."""
    return context.get(Event, query.event)
