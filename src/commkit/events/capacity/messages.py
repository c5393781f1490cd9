"""The command that changes the capacity of an event."""

from attrs import field, frozen

from commkit.events.records import Event, EventId, OccurrenceId
from commkit.runtime.model.messages import Command


@frozen
class SetEventCapacity(Command[Event]):
    """Change how many seats an event has; seats that become free go to the waitlist, in its order.

    Attributes:
        event: The event.
        capacity: Seats of each upcoming occurrence; None for no limit.
        occurrence: Only this occurrence; None for all upcoming ones.

    Raises:
        NotFound: There is no such event for this actor, or the occurrence is not of this event.
        Conflict: More seats are taken than there would be, or it is over or cancelled.
        Invalid: The capacity is out of range.
    """

    permission = "events.edit"

    event: EventId
    capacity: int | None
    occurrence: OccurrenceId | None = field(default=None, kw_only=True)
