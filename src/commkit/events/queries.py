"""What can be known of events."""

from typing import Literal

from attrs import field, frozen

from commkit.events.records import (
    Attendee,
    Event,
    EventId,
    EventMetrics,
    EventRating,
    EventSchedule,
    Occurrence,
    OccurrenceId,
)
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen
class ReadEvent(Query[Event]):
    """An event, by its id."""

    permission = "events.read"

    event: EventId


@frozen
class ReadOccurrence(Query[Occurrence]):
    """An occurrence, by its id."""

    permission = "events.read"

    occurrence: OccurrenceId


@frozen
class ReadEventSchedule(Query[EventSchedule]):
    """An event with what is not as its rule says, for calendars; of what is apart, the first 1,000."""

    permission = "events.read"

    event: EventId


@frozen(kw_only=True)
class ListUpcomingEvents(Query[Page[Occurrence]]):
    """Occurrences that are not over, those that start first before the others."""

    permission = "events.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListPastEvents(Query[Page[Occurrence]]):
    """Occurrences that are over, the last one first."""

    permission = "events.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListMyEvents(Query[Page[Occurrence]]):
    """Occurrences that are not over and that the actor hosts, was invited to, or wants to come to."""

    permission = "events.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListOccurrences(Query[Page[Occurrence]]):
    """The occurrences of an event, the first one first."""

    permission = "events.read"
    personal = ()

    event: EventId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListAttendees(Query[Page[Attendee]]):
    """Who gave an answer to an occurrence; the waitlist in its order, the others by their ids."""

    permission = "events.list_attendees"
    personal = ()

    occurrence: OccurrenceId
    status: Literal["going", "waitlisted", "maybe", "declined"] = "going"
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListEventRatings(Query[Page[EventRating]]):
    """What those who came said, for the hosts."""

    permission = "events.edit"
    personal = ()

    occurrence: OccurrenceId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadEventMetrics(Query[EventMetrics]):
    """An occurrence in numbers."""

    permission = "events.read"

    occurrence: OccurrenceId
