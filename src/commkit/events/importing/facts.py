"""Facts about imported events."""

from attrs import frozen

from commkit.events.records import EventId
from commkit.runtime.model.messages import Fact


@frozen
class EventsImported(Fact):
    """Events of another system were imported."""

    name = "events.imported"
    visible_to = "events.read"
    events: tuple[EventId, ...]
