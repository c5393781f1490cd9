"""Commands and queries about single occurrences, and the pages of occurrences."""

from attrs import field, frozen

from commkit.events.messages import LocalTime, Reason
from commkit.events.occurrences.records import EventSchedule, Occurrence
from commkit.events.records import EventId, OccurrenceId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.spaces import SpaceId


@frozen
class RescheduleOccurrence(Command[Occurrence]):
    """Move one occurrence to another time; its RSVPs stay, and its attendees are notified.

    Attributes:
        occurrence: The occurrence.
        local_start: The new start in the event's time zone; a time or a date, as the event has.
        local_end: The new end.

    Raises:
        Conflict: It is over or cancelled.
        Invalid: The times do not fit.
    """

    permission = "events.edit"
    personal = ()

    occurrence: OccurrenceId
    local_start: LocalTime
    local_end: LocalTime


@frozen
class CancelOccurrence(TextCommand[Occurrence]):
    """Cancel one occurrence, and notify its attendees; the others stay.

    Attributes:
        occurrence: The occurrence.
        reason: Why; attendees read it.

    Raises:
        Conflict: It is over, or cancelled already.
    """

    permission = "events.edit"
    shown = ("reason",)
    personal = ("reason",)

    occurrence: OccurrenceId
    reason: Reason = ""


@frozen
class ReadOccurrence(Query[Occurrence]):
    """An occurrence, by its id.

    Raises:
        NotFound: There is no such occurrence for this actor.
    """

    permission = "events.read"

    occurrence: OccurrenceId


@frozen
class ReadEventSchedule(Query[EventSchedule]):
    """An event with its overrides, for calendars; at most 1,000 overrides.

    Raises:
        NotFound: There is no such event for this actor.
    """

    permission = "events.read"

    event: EventId


@frozen(kw_only=True)
class ListEventSchedules(Query[tuple[EventSchedule, ...]]):
    """The events of the next 100 occurrences with their overrides, for calendars, in a fixed number of statements.

    Attributes:
        space: Only those that stand in this space.
        mine: Only those that the actor hosts, attends, waits for or was invited to.
    """

    permission = "events.read"
    personal = ()

    space: SpaceId | None = None
    mine: bool = False


@frozen(kw_only=True)
class EventFilter:
    """Which occurrences a list has; the base of queries that list events.

    Attributes:
        space: Only those whose event stands in this space.
        after: The `next` of the page before, of the same list.
        limit: Occurrences on a page, 1 to 100.
    """

    space: SpaceId | None = None
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListUpcomingEvents(EventFilter, Query[Page[Occurrence]]):
    """Occurrences that are not over, by their start.

    Attributes:
        space: As for `EventFilter`, like the rest.
    """

    permission = "events.read"
    personal = ()


@frozen(kw_only=True)
class ListPastEvents(EventFilter, Query[Page[Occurrence]]):
    """Occurrences that are over, the last one first.

    Attributes:
        space: As for `EventFilter`, like the rest.
    """

    permission = "events.read"
    personal = ()


@frozen(kw_only=True)
class ListMyEvents(EventFilter, Query[Page[Occurrence]]):
    """Occurrences that are not over and that the actor hosts, attends, waits for or was invited to, by their start.

    Attributes:
        space: As for `EventFilter`, like the rest.
    """

    permission = "events.read"
    personal = ()


@frozen
class ListOccurrences(Query[Page[Occurrence]]):
    """The occurrences of an event by their start, cancelled ones too.

    Attributes:
        event: The event.
        after: The `next` of the page before.
        limit: Occurrences on a page, 1 to 100.

    Raises:
        NotFound: There is no such event for this actor.
    """

    permission = "events.read"
    personal = ()

    event: EventId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
