"""What a gathering is, as records."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

EventId = NewType("EventId", UUID)
"""The id of an event."""
OccurrenceId = NewType("OccurrenceId", UUID)
"""The id of one time at which an event takes place; of the first one, the event's own."""


class EventAccess(StrEnum):
    """Who learns of an event, and who may come."""

    OPEN = "open"
    """Whoever may read in the community."""
    INVITED = "invited"
    """Those who were invited, the hosts, and who cares for the community."""


class RsvpStatus(StrEnum):
    """What somebody said to an occurrence."""

    INVITED = "invited"
    """Nothing yet, but was invited."""
    GOING = "going"
    """Has a seat."""
    WAITLISTED = "waitlisted"
    """Wants a seat, and gets one when it is their turn."""
    MAYBE = "maybe"
    DECLINED = "declined"


@frozen
class Event:
    """A gathering with a time and attendees; it takes place once or recurs.

    Attributes:
        id: Its id.
        uid: Its name in calendars of all systems (the UID of RFC 5545); it never changes.
        title: One line.
        body: What it is about.
        location: Where, in words.
        url: Where online.
        starts: When it first starts on the wall: `2026-05-01T18:00:00`; an all-day event has a day: `2026-05-01`.
        ends: When that one ends; the last day of an all-day event.
        zone: Whose wall: a name of the IANA time zones.
        rule: How it recurs (an RRULE of RFC 5545); empty where it does not.
        extra: Further starts on the wall.
        without: Starts on the wall that are left out.
        since: From which start on this schedule holds; empty where it always did.
        access: Who learns of it.
        capacity: Seats of each occurrence, where nothing else is said of one; None for no limit.
        remind_before: How long ahead those who come are reminded; zero for not at all.
        follow_up: The kind of post in which those who came go on to talk; empty for none.
        host: Who invites; None for the community itself.
        owner: The actor, where they are the host or a co-host; else the host.
        sequence: Rises with every change that calendars must learn of.
        version: Rises with every change.
        created_at: When it was planned.
        updated_at: When it was last changed.
        cancelled_at: When it was cancelled.
        cancellation_reason: Why.
    """

    id: EventId
    uid: str
    title: str
    body: str
    location: str
    url: str
    starts: str
    ends: str
    zone: str
    rule: str
    extra: tuple[str, ...]
    without: tuple[str, ...]
    since: str
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

    @property
    def first(self) -> OccurrenceId:
        """Its first occurrence; the only one where it does not recur."""
        return OccurrenceId(self.id)

    @property
    def all_day(self) -> bool:
        """Whether it has days and no times."""
        return "T" not in self.starts

    @property
    def recurs(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rule or self.extra)


@frozen
class Occurrence:
    """One time at which an event takes place.

    Attributes:
        id: Its id.
        event: Its event.
        title: The event's.
        location: The event's.
        zone: The event's.
        original_start: The start on the wall that the event's rule gives it, which names it in calendars.
        starts: When it starts on the wall; a day for all-day events.
        ends: When it ends on the wall; the last day of an all-day event.
        starts_at: When it starts, UTC.
        ends_at: When it ends, UTC.
        moved: Whether it was moved away from what the rule says.
        capacity: Seats; None for no limit.
        going: Seats taken.
        maybe: Who said maybe.
        declined: Who will not come.
        waitlisted: Who waits for a seat.
        checked_in: Who was checked in.
        rated: Who said how it was.
        stars: The sum of the stars they gave.
        thread: The post in which it is talked about afterwards.
        ended_at: When it was closed; None until then.
        cancelled_at: When it was cancelled, by itself or with its event.
        cancellation_reason: Why.
        owner: The actor, where they host the event or help to; else the host.
        my_status: The actor's answer; `INVITED` for none yet but an invitation, None for neither.
        waitlist_position: The actor's number on the waitlist, from 1 and never given twice; who has the lowest is next.
    """

    id: OccurrenceId
    event: EventId
    title: str
    location: str
    zone: str
    original_start: str
    starts: str
    ends: str
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
class Attendee:
    """Somebody and what they said to an occurrence.

    Attributes:
        member: Who.
        status: What they said.
        waitlist_position: Their number on the waitlist while they wait.
        responded_at: When.
        checked_in_at: When they were checked in.
    """

    member: MemberId
    status: RsvpStatus
    waitlist_position: int | None
    responded_at: datetime
    checked_in_at: datetime | None


@frozen
class EventRating:
    """How somebody found it.

    Attributes:
        member: Who.
        stars: 1 to 5.
        comment: In their words.
        at: When.
    """

    member: MemberId
    stars: int
    comment: str
    at: datetime


@frozen
class EventMetrics:
    """An occurrence in numbers.

    Attributes:
        seats: All of them; None for no limit.
        going: Taken.
        waitlisted: Members who wait for one.
        maybe: Members who said maybe.
        declined: Members who will not come.
        checked_in: Checked in.
        no_shows: Had a seat and were not checked in; None until it is over, and where nobody was checked in at all.
        rated: Who said how it was: the sample of `rating`.
        rating: The mean of their stars, 1 to 5; None where nobody rated.
    """

    seats: int | None
    going: int
    waitlisted: int
    maybe: int
    declined: int
    checked_in: int
    no_shows: int | None
    rated: int
    rating: float | None


@frozen
class CheckInCode:
    """What those who come type in to say that they are there.

    Attributes:
        occurrence: Of what.
        code: Ten letters and digits; only this answer tells it.
    """

    occurrence: OccurrenceId
    code: str


@frozen
class EventSchedule:
    """An event with the occurrences that are not as its rule says: what calendars need.

    Attributes:
        event: The event.
        overrides: Its occurrences that were moved or cancelled one by one.
    """

    event: Event
    overrides: tuple[Occurrence, ...]


@frozen
class ImportedEvents:
    """What became of a batch of events from elsewhere.

    Attributes:
        imported: How many came in.
        skipped: How many did not, by reason.
    """

    imported: int
    skipped: Mapping[str, int]
