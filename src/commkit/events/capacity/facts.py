"""Facts about capacity and the waitlist."""

from attrs import frozen

from commkit.events.records import OccurrenceId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class EventCapacityChanged(Fact):
    """An occurrence has another capacity.

    Attributes:
        occurrence: The occurrence.
        capacity: Its seats; None for no limit.
    """

    name = "events.capacity_changed"
    visible_to = "events.read"
    occurrence: OccurrenceId
    capacity: int | None


@frozen
class WaitlistPromoted(Fact):
    """Members got a seat from the waitlist.

    Attributes:
        occurrence: The occurrence.
        members: The members, in the order of the waitlist; at most 500.
    """

    name = "events.waitlist_promoted"
    visible_to = "events.list_attendees"
    occurrence: OccurrenceId
    members: tuple[MemberId, ...]
