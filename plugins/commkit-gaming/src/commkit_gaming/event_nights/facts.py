"""What happens to event nights."""

from attrs import frozen

from commkit import Fact
from commkit.events import EventId


@frozen
class EventNightDeclared(Fact):
    """A recurring event counts streaks from now on."""

    name = "gaming.event_night_declared"
    visible_to = "gaming.read_event_nights"
    event: EventId


@frozen
class EventNightEnded(Fact):
    """An event counts no streaks any more."""

    name = "gaming.event_night_ended"
    visible_to = "gaming.read_event_nights"
    event: EventId
