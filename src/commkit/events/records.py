"""Events as records."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId
from commkit.runtime.model.ids import MemberId
from commkit.spaces import SpaceId

EventId = NewType("EventId", UUID)
"""The id of an event."""
OccurrenceId = NewType("OccurrenceId", UUID)
"""The id of one occurrence of an event; that of the first one equals the event's own."""


class EventAccess(StrEnum):
    """Who sees an event and may answer it."""

    OPEN = "open"
    """Everybody who may read in the community."""
    INVITED = "invited"
    """Invited members, the hosts and the stewards."""


@frozen
class Event:
    """A gathering with a time and attendees; it takes place once or recurs.

    Attributes:
        id: Its id.
        uid: Its UID in calendars (RFC 5545); it never changes.
        title: One line.
        body: A description.
        location: Where it takes place, as text.
        url: Where it takes place online.
        local_start: The first start in local time: `2026-05-01T18:00:00`; a date for all-day events: `2026-05-01`.
        local_end: The end of the first time in local time; the last day of an all-day event.
        time_zone: The IANA name of the time zone of all local times.
        rrule: How it recurs (an RRULE of RFC 5545); empty where it does not.
        rdates: Further starts, in local time.
        exdates: Starts that are left out, in local time.
        effective_from: The first start, in local time, that follows this schedule; empty where all do. Occurrences
            before it follow an earlier schedule.
        access: Who sees it.
        capacity: Seats of each occurrence that has no capacity of its own; None for no limit.
        remind_before: How long before the start attendees are reminded; zero for no reminder.
        follow_up: The kind of the thread that is opened when it is over; empty for none.
        host: The member who hosts it; None for the community itself.
        owner: The acting member where they host or co-host it; else the host.
        sequence: The SEQUENCE for calendars (RFC 5545); rises with every change that they must show.
        version: Rises with every change.
        created_at: When it was created.
        updated_at: When it was last changed.
        cancelled_at: When it was cancelled; None where it was not.
        cancellation_reason: Why it was cancelled.
        space: The space that it stands in; None for none.
        audience: The group that sees it, as it sees the space; None for all who see the community.
    """

    id: EventId
    uid: str
    title: str
    body: str
    location: str
    url: str
    local_start: str
    local_end: str
    time_zone: str
    rrule: str
    rdates: tuple[str, ...]
    exdates: tuple[str, ...]
    effective_from: str
    access: EventAccess
    capacity: int | None
    remind_before: timedelta
    follow_up: str
    host: MemberId | None
    owner: MemberId | None
    sequence: int
    version: int
    created_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None
    cancellation_reason: str
    space: SpaceId | None = None
    audience: GroupId | None = None

    @property
    def first(self) -> OccurrenceId:
        """The id of the first occurrence; the only one where the event does not recur."""
        return OccurrenceId(self.id)

    @property
    def all_day(self) -> bool:
        """Whether it has dates instead of times."""
        return "T" not in self.local_start

    @property
    def recurs(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rrule or self.rdates)
