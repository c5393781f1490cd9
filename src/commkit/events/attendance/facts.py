"""Facts about RSVPs."""

from attrs import frozen

from commkit.events.attendance.records import RsvpStatus
from commkit.events.records import OccurrenceId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class RsvpChanged(Fact):
    """A member answered an occurrence, or changed the answer.

    Attributes:
        occurrence: The occurrence.
        member: The member.
        before: The RSVP before; None for none.
        status: The RSVP now.
        waitlist_position: The member's number on the waitlist; None where they are not on it.
    """

    name = "events.rsvp_changed"
    visible_to = "events.list_attendees"
    occurrence: OccurrenceId
    member: MemberId
    before: RsvpStatus | None
    status: RsvpStatus
    waitlist_position: int | None
