"""Facts about events as a whole."""

from attrs import frozen

from commkit.events.records import EventId
from commkit.runtime.model.messages import Fact


@frozen
class EventCreated(Fact):
    """An event was created."""

    name = "events.created"
    visible_to = "events.read"
    event: EventId


@frozen
class EventEdited(Fact):
    """An event was changed.

    Attributes:
        event: The event.
        version: Its version after the change.
        rescheduled: Whether its schedule changed.
    """

    name = "events.edited"
    visible_to = "events.read"
    event: EventId
    version: int
    rescheduled: bool


@frozen
class EventCancelled(Fact):
    """An event was cancelled, with all its upcoming occurrences."""

    name = "events.cancelled"
    visible_to = "events.read"
    event: EventId
