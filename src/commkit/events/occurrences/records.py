"""Occurrences as records."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.events.attendance.records import RsvpStatus
from commkit.events.records import Event, EventId, OccurrenceId
from commkit.runtime.model.ids import MemberId


@frozen
class Occurrence:
    """One time at which an event takes place.

    Attributes:
        id: Its id.
        event: Its event.
        title: The event's title.
        location: The event's location.
        time_zone: The IANA name of the event's time zone.
        original_start: The local start that the event's rule gives it; its RECURRENCE-ID in calendars.
        local_start: When it starts in local time; a date for all-day events.
        local_end: When it ends in local time; the last day of an all-day event.
        starts_at: When it starts, UTC.
        ends_at: When it ends, UTC.
        moved: Whether it was rescheduled by itself and differs from the rule.
        capacity: Seats; None for no limit.
        going: Seats that are taken.
        maybe: Members who answered maybe.
        declined: Members who declined.
        waitlisted: Members on the waitlist.
        checked_in: Members who were checked in.
        rated: Members who rated it.
        stars: The sum of the stars of all ratings.
        thread: The first post of the thread that follows it; None where there is none.
        ended_at: When it was marked as over; None before.
        cancelled_at: When it was cancelled, by itself or with its event; None where it was not.
        cancellation_reason: Why it was cancelled.
        owner: The acting member where they host or co-host the event; else the host.
        my_status: The actor's RSVP; `INVITED` for an invitation without an answer, None for neither.
        waitlist_position: The actor's number on the waitlist, from 1; numbers are not reused, and the lowest is next.
    """

    id: OccurrenceId
    event: EventId
    title: str
    location: str
    time_zone: str
    original_start: str
    local_start: str
    local_end: str
    starts_at: datetime
    ends_at: datetime
    moved: bool
    capacity: int | None
    going: int
    maybe: int
    declined: int
    waitlisted: int
    checked_in: int
    rated: int
    stars: int
    thread: UUID | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    cancellation_reason: str
    owner: MemberId | None
    my_status: RsvpStatus | None
    waitlist_position: int | None


@frozen
class EventSchedule:
    """An event with the occurrences that differ from its rule: what calendars need.

    Attributes:
        event: The event.
        overrides: Its occurrences that were rescheduled or cancelled one by one.
    """

    event: Event
    overrides: tuple[Occurrence, ...]


@frozen
class UpcomingOccurrence:
    """An occurrence that is neither over nor cancelled, as a change of its event needs it.

    Attributes:
        id: Its id.
        original_start: The local start that the event's rule gives it.
        moved: Whether it was rescheduled by itself.
        starts_at: When it starts, UTC.
        ends_at: When it ends, UTC.
    """

    id: OccurrenceId
    original_start: str
    moved: bool
    starts_at: datetime
    ends_at: datetime
