"""Facts about ratings."""

from attrs import frozen

from commkit.events.records import OccurrenceId
from commkit.runtime.model.messages import Fact


@frozen
class EventRated(Fact):
    """An attendee rated an occurrence.

    Attributes:
        occurrence: The occurrence.
        stars: 1 to 5.
    """

    name = "events.rated"
    visible_to = "events.edit"
    occurrence: OccurrenceId
    stars: int
