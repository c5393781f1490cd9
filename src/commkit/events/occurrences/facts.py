"""Facts about single occurrences."""

from attrs import frozen

from commkit.events.records import EventId, OccurrenceId
from commkit.runtime.model.messages import Fact


@frozen
class OccurrenceRescheduled(Fact):
    """One occurrence was moved to another time."""

    name = "events.occurrence_rescheduled"
    visible_to = "events.read"
    event: EventId
    occurrence: OccurrenceId


@frozen
class OccurrenceCancelled(Fact):
    """One occurrence was cancelled."""

    name = "events.occurrence_cancelled"
    visible_to = "events.read"
    event: EventId
    occurrence: OccurrenceId


@frozen
class OccurrenceReminderDue(Fact):
    """An occurrence starts soon; its attendees are reminded."""

    name = "events.reminder_due"
    visible_to = None
    event: EventId
    occurrence: OccurrenceId


@frozen
class OccurrenceEnded(Fact):
    """An occurrence is over.

    Attributes:
        event: Its event.
        occurrence: The occurrence.
        going: How many members had a seat.
        checked_in: How many of them were checked in.
    """

    name = "events.ended"
    visible_to = "events.list_attendees"
    event: EventId
    occurrence: OccurrenceId
    going: int
    checked_in: int
