"""RSVPs as records."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import MemberId


class RsvpStatus(StrEnum):
    """What a member answered to an occurrence."""

    INVITED = "invited"
    """Nothing yet, but the member was invited."""
    GOING = "going"
    """The member has a seat."""
    WAITLISTED = "waitlisted"
    """The member waits for a seat."""
    MAYBE = "maybe"
    DECLINED = "declined"


@frozen
class Attendee:
    """A member and their RSVP to an occurrence.

    Attributes:
        member: The member.
        status: The RSVP.
        waitlist_position: Their number on the waitlist; None where they are not on it.
        responded_at: When they last answered.
        checked_in_at: When they were checked in; None where they were not.
    """

    member: MemberId
    status: RsvpStatus
    waitlist_position: int | None
    responded_at: datetime
    checked_in_at: datetime | None
