"""Facts about the occurrences of recurring events."""

from attrs import frozen

from commkit.events.records import EventId
from commkit.runtime.model.messages import Fact


@frozen
class SeriesExtended(Fact):
    """A recurring event has more occurrences.

    Attributes:
        event: The event.
        added: How many were added.
    """

    name = "events.series_extended"
    visible_to = "events.read"
    event: EventId
    added: int
