"""Commands and queries about RSVPs."""

from typing import Literal

from attrs import field, frozen

from commkit.events.attendance.records import Attendee
from commkit.events.occurrences.records import Occurrence
from commkit.events.records import OccurrenceId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class Rsvp(Command[Occurrence]):
    """Answer whether one attends an occurrence; each occurrence of a recurring event is answered by itself.

    `going` takes a seat; where none is free it takes the next number of the waitlist, and a seat follows when it is
    that number's turn. Any other answer gives the seat or the number up, and the seat goes to the next on the waitlist.

    Attributes:
        occurrence: The occurrence.
        status: The answer.

    Raises:
        NotFound: There is no such occurrence for this actor.
        Conflict: It is over or cancelled, or the actor is checked in.
    """

    permission = "events.rsvp"
    personal = ()

    occurrence: OccurrenceId
    status: Literal["going", "maybe", "declined"]


@frozen
class ListAttendees(Query[Page[Attendee]]):
    """The members with one RSVP to an occurrence; the waitlist in its order, others by their ids.

    Attributes:
        occurrence: The occurrence.
        status: The RSVP.
        after: The `next` of the page before.
        limit: Attendees on a page, 1 to 100.

    Raises:
        NotFound: There is no such occurrence for this actor.
    """

    permission = "events.list_attendees"
    personal = ()

    occurrence: OccurrenceId
    status: Literal["going", "waitlisted", "maybe", "declined"] = "going"
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
