"""Facts about check-ins."""

from attrs import frozen

from commkit.events.records import OccurrenceId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class AttendeeCheckedIn(Fact):
    """An attendee was checked in."""

    name = "events.checked_in"
    visible_to = "events.list_attendees"
    occurrence: OccurrenceId
    member: MemberId
