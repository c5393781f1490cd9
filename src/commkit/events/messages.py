"""What can be asked of events; what can be known is in `queries`, what is told in `facts`."""

from datetime import timedelta
from typing import Annotated, Literal

from attrs import field, frozen

from commkit.events.records import (
    Attendee,
    CheckInCode,
    Event,
    EventAccess,
    EventId,
    Occurrence,
    OccurrenceId,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.validation import Text

Title = Annotated[str, Text(max=300, lines=False)]
Body = Annotated[str, Text(max=40_000, min=0)]
Line = Annotated[str, Text(max=500, min=0, lines=False)]
Url = Annotated[str, Text(max=2_000, min=0, lines=False)]
Wall = Annotated[str, Text(max=19, lines=False)]
Zone = Annotated[str, Text(max=64, lines=False)]
RuleText = Annotated[str, Text(max=500, min=0, lines=False)]
Kind = Annotated[str, Text(max=64, min=0, lines=False)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen(kw_only=True)
class CreateEvent(Command[Event]):
    """Invite to a gathering.

    Attributes:
        title: One line.
        body: What it is about.
        location: Where, in words.
        url: Where online: an address that begins with http:// or https://.
        starts: When it starts on the wall: `2026-05-01T18:00`, or a day: `2026-05-01`, for an all-day event.
        ends: When it ends on the wall, at most 92 days later; for an all-day event its last day.
        zone: Whose wall: a name of the IANA time zones, such as `Europe/Vienna`.
        rule: How it recurs: an RRULE of RFC 5545 that names no more than 24 starts a day.
        extra: Further starts.
        without: Starts of the rule that are left out.
        access: Who learns of it.
        capacity: Seats of each occurrence; None for no limit.
        remind_before: How long ahead to remind those who come; the community's setting where it is left out, and zero
            for not at all.
        follow_up: The kind of post that is opened when it is over, to go on talking; none where it is left out.

    Raises:
        Invalid: A time, the zone, the rule, the capacity, the address or the kind of post does not fit.
    """

    permission = "events.create"
    personal = ("title", "body", "location", "url")

    title: Title
    body: Body = ""
    location: Line = ""
    url: Url = ""
    starts: Wall
    ends: Wall
    zone: Zone
    rule: RuleText = ""
    extra: tuple[Wall, ...] = ()
    without: tuple[Wall, ...] = ()
    access: EventAccess = EventAccess.OPEN
    capacity: int | None = None
    remind_before: timedelta | None = None
    follow_up: Kind = ""


@frozen(kw_only=True)
class EditEvent(Command[Event]):
    """Change an event; what is left out stays.

    A change of the schedule takes the occurrences to come along, with all answers: each moves as far as the first start
    did. Those that have no place in the new schedule are cancelled. What is over stays as it was.

    Attributes:
        event: Which.
        version: The version that the editor saw.
        title: As for `CreateEvent`, like the rest.

    Raises:
        NotFound: There is no such event for this actor.
        Conflict: It was changed since, or cancelled, or a single occurrence is over.
        Invalid: As for `CreateEvent`.
    """

    permission = "events.edit"
    personal = ("title", "body", "location", "url")

    event: EventId
    version: int
    title: Title | None = None
    body: Body | None = None
    location: Line | None = None
    url: Url | None = None
    starts: Wall | None = None
    ends: Wall | None = None
    zone: Zone | None = None
    rule: RuleText | None = None
    extra: tuple[Wall, ...] | None = None
    without: tuple[Wall, ...] | None = None
    access: EventAccess | None = None
    remind_before: timedelta | None = None
    follow_up: Kind | None = None


@frozen
class CancelEvent(Command[Event]):
    """Cancel an event with all its occurrences to come; those who wanted to come are told.

    Raises:
        Conflict: It is cancelled already.
    """

    permission = "events.edit"
    personal = ("reason",)

    event: EventId
    reason: Reason = ""


@frozen
class RescheduleOccurrence(Command[Occurrence]):
    """Move one occurrence to another time; answers stay, and those who wanted to come are told.

    Attributes:
        occurrence: Which.
        starts: The new start on the event's wall; a time or a day, as the event has.
        ends: The new end.

    Raises:
        Conflict: It is over or cancelled.
        Invalid: The times do not fit.
    """

    permission = "events.edit"
    personal = ()

    occurrence: OccurrenceId
    starts: Wall
    ends: Wall


@frozen
class CancelOccurrence(Command[Occurrence]):
    """Cancel one occurrence; the others stay.

    Raises:
        Conflict: It is over or cancelled already.
    """

    permission = "events.edit"
    personal = ("reason",)

    occurrence: OccurrenceId
    reason: Reason = ""


@frozen
class SetEventCapacity(Command[Event]):
    """Give an event more seats or fewer; seats that come free go to those who wait, in order.

    Attributes:
        event: Which.
        capacity: Seats of each occurrence to come; None for no limit.
        occurrence: Only of this one.

    Raises:
        Conflict: More seats are taken than there would be.
    """

    permission = "events.edit"

    event: EventId
    capacity: int | None
    occurrence: OccurrenceId | None = field(default=None, kw_only=True)


@frozen
class Rsvp(Command[Occurrence]):
    """Say whether one comes to an occurrence; each of a recurring event is answered by itself.

    `going` takes a seat; where none is free it takes the next place on the waitlist, and the seat comes by itself when
    it is one's turn. Any other answer gives the seat, or the place, to the next.

    Raises:
        NotFound: There is no such occurrence for this actor.
        Conflict: It is over or cancelled, or the actor is checked in.
    """

    permission = "events.rsvp"
    personal = ()

    occurrence: OccurrenceId
    status: Literal["going", "maybe", "declined"]


@frozen
class InviteToEvent(Command[Event]):
    """Invite members; they are told, and they see the event where only those invited do. Twice is once.

    Attributes:
        event: Which.
        members: Who, at most 200 at once.

    Raises:
        NotFound: One is no member here.
        Invalid: They are too many.
    """

    permission = "events.edit"

    event: EventId
    members: tuple[MemberId, ...]


@frozen
class AddCohost(Command[Event]):
    """Let a member do with an event whatever its host may.

    Raises:
        NotFound: There is no such member here.
        Conflict: The event has as many co-hosts as it can have.
    """

    permission = "events.edit"

    event: EventId
    member: MemberId


@frozen
class RemoveCohost(Command[Event]):
    """Take a co-host off an event."""

    permission = "events.edit"

    event: EventId
    member: MemberId


@frozen
class CreateCheckInCode(Command[CheckInCode]):
    """Make the code by which those who come check themselves in; an earlier one is worth nothing then."""

    permission = "events.edit"

    occurrence: OccurrenceId


@frozen
class CheckInAttendee(Command[Attendee]):
    """Note that somebody who has a seat came. From an hour before the start on, and for a day after the end.

    Raises:
        NotFound: They have no seat.
        Conflict: It is too early or too late, or it is cancelled.
    """

    permission = "events.edit"

    occurrence: OccurrenceId
    member: MemberId


@frozen
class CheckInWithCode(Command[Attendee]):
    """Note that the actor came, by the code that is shown there.

    Raises:
        Denied: The code is wrong.
        NotFound: The actor has no seat.
        Conflict: It is too early or too late, or it is cancelled.
    """

    permission = "events.rsvp"
    personal = ("code",)

    occurrence: OccurrenceId
    code: Annotated[str, Text(max=40, lines=False)]


@frozen
class RateEvent(Command[Occurrence]):
    """Say how it was: once it is over, by those who came, or who had a seat where nobody was checked in.

    Attributes:
        occurrence: Which.
        stars: 1 to 5.
        comment: In one's words; the hosts read it.

    Raises:
        Denied: The actor was not there.
        Conflict: It is not over yet, or was cancelled.
        Invalid: The stars are not 1 to 5.
    """

    permission = "events.rsvp"
    personal = ("comment",)

    occurrence: OccurrenceId
    stars: int
    comment: Reason = ""
