"""What an event or occurrence must be like for a command about it to be offered, besides the permission."""

from commkit.events.attendance.messages import Rsvp
from commkit.events.attendance.records import RsvpStatus
from commkit.events.capacity.messages import SetEventCapacity
from commkit.events.check_in.messages import CheckInAttendee, CheckInWithCode
from commkit.events.check_in.policy import check_window
from commkit.events.feature import events
from commkit.events.hosting.messages import AddCohost, InviteToEvent
from commkit.events.messages import CancelEvent, EditEvent
from commkit.events.occurrences.messages import CancelOccurrence, RescheduleOccurrence
from commkit.events.occurrences.policy import is_open
from commkit.events.occurrences.records import Occurrence
from commkit.events.ratings.messages import RateEvent
from commkit.events.records import Event
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@events.offers(EditEvent, CancelEvent, SetEventCapacity, InviteToEvent, AddCohost, about=Event)
def is_not_cancelled(context: Context, event: Event) -> bool:
    """What was cancelled stays as it is."""
    return event.cancelled_at is None


@events.offers(Rsvp, RescheduleOccurrence, CancelOccurrence, about=Occurrence)
def is_not_over(context: Context, occurrence: Occurrence) -> bool:
    """What is over or cancelled is neither answered nor changed."""
    return is_open(occurrence, context.now)


@events.offers(CheckInAttendee, about=Occurrence)
def checks_in(context: Context, occurrence: Occurrence) -> bool:
    """Attendees are checked in from an hour before the start to a day after the end."""
    try:
        check_window(occurrence, context.now)
    except Conflict:
        return False
    return True


@events.offers(CheckInWithCode, about=Occurrence)
def has_a_seat(context: Context, occurrence: Occurrence) -> bool:
    """Who has a seat checks in while that is open."""
    return occurrence.my_status is RsvpStatus.GOING and checks_in(context, occurrence)


@events.offers(RateEvent, about=Occurrence)
def has_attended(context: Context, occurrence: Occurrence) -> bool:
    """Who had a seat rates what is over."""
    is_over = occurrence.ends_at <= context.now and occurrence.cancelled_at is None
    return is_over and occurrence.my_status is RsvpStatus.GOING
