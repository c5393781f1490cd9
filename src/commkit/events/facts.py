"""What is told of events."""

from attrs import frozen

from commkit.events.records import EventId, OccurrenceId, RsvpStatus
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class EventCreated(Fact):
    """Somebody invites to a gathering."""

    name = "events.created"
    event: EventId


@frozen
class EventEdited(Fact):
    """An event was changed.

    Attributes:
        event: Which.
        version: Its version now.
        moved: Whether its schedule is another one now.
    """

    name = "events.edited"
    event: EventId
    version: int
    moved: bool


@frozen
class EventCancelled(Fact):
    """An event was cancelled, with all its occurrences to come."""

    name = "events.cancelled"
    event: EventId


@frozen
class SeriesExtended(Fact):
    """A recurring event has more occurrences."""

    name = "events.series_extended"
    event: EventId
    added: int


@frozen
class EventsImported(Fact):
    """Events came in from elsewhere."""

    name = "events.imported"
    events: tuple[EventId, ...]


@frozen
class OccurrenceRescheduled(Fact):
    """One occurrence was moved."""

    name = "events.occurrence_rescheduled"
    event: EventId
    occurrence: OccurrenceId


@frozen
class OccurrenceCancelled(Fact):
    """One occurrence was cancelled."""

    name = "events.occurrence_cancelled"
    event: EventId
    occurrence: OccurrenceId


@frozen
class EventCapacityChanged(Fact):
    """An occurrence has more seats or fewer."""

    name = "events.capacity_changed"
    occurrence: OccurrenceId
    capacity: int | None


@frozen
class RsvpChanged(Fact):
    """Somebody said whether they come.

    Attributes:
        occurrence: To what.
        member: Who.
        before: What they said before.
        status: What they say now.
        waitlist_position: Their number on the waitlist, where they wait.
    """

    name = "events.rsvp_changed"
    occurrence: OccurrenceId
    member: MemberId
    before: RsvpStatus | None
    status: RsvpStatus
    waitlist_position: int | None


@frozen
class WaitlistPromoted(Fact):
    """Members who waited have a seat now, in the order in which they waited."""

    name = "events.waitlist_promoted"
    occurrence: OccurrenceId
    members: tuple[MemberId, ...]


@frozen
class MembersInvitedToEvent(Fact):
    """Members were invited who had not been before."""

    name = "events.members_invited"
    event: EventId
    members: tuple[MemberId, ...]


@frozen
class CohostAdded(Fact):
    """A member helps to host an event."""

    name = "events.cohost_added"
    event: EventId
    member: MemberId


@frozen
class CohostRemoved(Fact):
    """A member does not help to host an event any longer."""

    name = "events.cohost_removed"
    event: EventId
    member: MemberId


@frozen
class AttendeeCheckedIn(Fact):
    """Somebody came."""

    name = "events.checked_in"
    occurrence: OccurrenceId
    member: MemberId


@frozen
class EventRated(Fact):
    """Somebody said how it was."""

    name = "events.rated"
    occurrence: OccurrenceId
    stars: int


@frozen
class OccurrenceReminderDue(Fact):
    """An occurrence starts soon; those who come are reminded."""

    name = "events.reminder_due"
    event: EventId
    occurrence: OccurrenceId


@frozen
class OccurrenceEnded(Fact):
    """An occurrence is over.

    Attributes:
        event: Of which event.
        occurrence: Which.
        going: How many had a seat.
        checked_in: How many of them were checked in.
    """

    name = "events.ended"
    event: EventId
    occurrence: OccurrenceId
    going: int
    checked_in: int


@frozen
class FollowUpOpened(Fact):
    """There is a thread in which those who came go on to talk."""

    name = "events.follow_up_opened"
    occurrence: OccurrenceId
    thread: PostId
