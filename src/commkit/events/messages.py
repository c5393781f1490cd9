"""Commands and queries about events as a whole."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from attrs import field, frozen

from commkit.events.records import Event, EventAccess, EventId
from commkit.fields import FieldValue
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

Title = Annotated[str, Text(max=300, multiline=False)]
Body = Annotated[str, Text(max=40_000, min=0)]
Line = Annotated[str, Text(max=500, min=0, multiline=False)]
Url = Annotated[str, Text(max=2_000, min=0, multiline=False)]
LocalTime = Annotated[str, Text(max=19, multiline=False)]
TimeZoneName = Annotated[str, Text(max=64, multiline=False)]
RruleText = Annotated[str, Text(max=500, min=0, multiline=False)]
KindName = Annotated[str, Text(max=64, min=0, multiline=False)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen(kw_only=True)
class CreateEvent(TextCommand[Event]):
    """Create an event, with its upcoming occurrences.

    Attributes:
        title: One line.
        body: A description.
        location: Where it takes place, as text.
        url: Where it takes place online: an address that begins with http:// or https://.
        local_start: The start in local time: `2026-05-01T18:00`, or a date for an all-day event: `2026-05-01`.
        local_end: The end in local time, at most 92 days later; for an all-day event its last day.
        time_zone: The IANA name of the time zone, such as `Europe/Vienna`.
        rrule: How it recurs: an RRULE of RFC 5545 with no more than 24 starts a day.
        rdates: Further starts in local time, at most 400.
        exdates: Starts of the rule that are left out, in local time, at most 400.
        access: Who sees it.
        capacity: Seats of each occurrence; None for no limit.
        remind_before: How long before the start attendees are reminded, at most 30 days; the community's setting where
            it is left out, and zero for no reminder.
        follow_up: The kind of the thread that is opened when it is over, one without required fields; empty for none.
        space: The space that it stands in, whose audience sees it; None for the community itself.
        fields: Values of the fields that events have, by the name of the field.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The space is archived.
        Invalid: A time, the time zone, the rule, the capacity, the address or the kind of thread does not fit; or a
            value does not fit, is unknown or missing: `fields.room`.
    """

    permission = "events.create"
    creates = True
    shown = ("title", "body", "location", "url", "fields")
    personal = ("title", "body", "location", "url", "fields")

    title: Title
    body: Body = ""
    location: Line = ""
    url: Url = ""
    local_start: LocalTime
    local_end: LocalTime
    time_zone: TimeZoneName
    rrule: RruleText = ""
    rdates: tuple[LocalTime, ...] = ()
    exdates: tuple[LocalTime, ...] = ()
    access: EventAccess = EventAccess.OPEN
    capacity: int | None = None
    remind_before: timedelta | None = None
    follow_up: KindName = ""
    space: SpaceId | None = None
    fields: Mapping[str, FieldValue | None] = field(factory=dict)


@frozen(kw_only=True)
class EditEvent(TextCommand[Event]):
    """Change an event; fields that are left out stay.

    When the schedule changes, each upcoming occurrence moves by as much as the first start did, with its RSVPs. Those
    without a start in the new schedule are cancelled. Past occurrences stay.

    Attributes:
        event: The event.
        version: The version that the editor saw.
        title: As for `CreateEvent`, like the rest.
        space: The space that it is moved to, with all its occurrences.
        fields: New values by the name of the field; None takes a value away, and those that are not named stay.

    Raises:
        NotFound: There is no such event, or no such space, for this actor.
        Conflict: It was changed in the meantime or cancelled, it takes place once and is over, or the space is
            archived.
        Invalid: As for `CreateEvent`.
    """

    permission = "events.edit"
    shown = ("title", "body", "location", "url", "fields")
    personal = ("title", "body", "location", "url", "fields")

    event: EventId
    version: int
    title: Title | None = None
    body: Body | None = None
    location: Line | None = None
    url: Url | None = None
    local_start: LocalTime | None = None
    local_end: LocalTime | None = None
    time_zone: TimeZoneName | None = None
    rrule: RruleText | None = None
    rdates: tuple[LocalTime, ...] | None = None
    exdates: tuple[LocalTime, ...] | None = None
    access: EventAccess | None = None
    remind_before: timedelta | None = None
    follow_up: KindName | None = None
    space: SpaceId | None = None
    fields: Mapping[str, FieldValue | None] | None = None


@frozen
class CancelEvent(TextCommand[Event]):
    """Cancel an event with all its upcoming occurrences, and notify its attendees.

    Attributes:
        event: The event.
        reason: Why; attendees read it.

    Raises:
        Conflict: It is cancelled already.
    """

    permission = "events.edit"
    shown = ("reason",)
    personal = ("reason",)

    event: EventId
    reason: Reason = ""


@frozen
class ReadEvent(Query[Event]):
    """An event, by its id.

    Raises:
        NotFound: There is no such event for this actor.
    """

    permission = "events.read"

    event: EventId
