"""How events are read: one by one, in pages by keyset, in numbers."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.events import attendance_statements
from commkit.events import statements as sql
from commkit.events.feature import events
from commkit.events.handlers import viewer
from commkit.events.queries import (
    ListAttendees,
    ListEventRatings,
    ListMyEvents,
    ListOccurrences,
    ListPastEvents,
    ListUpcomingEvents,
    ReadEvent,
    ReadEventMetrics,
    ReadEventSchedule,
    ReadOccurrence,
)
from commkit.events.records import (
    Attendee,
    Event,
    EventMetrics,
    EventRating,
    EventSchedule,
    Occurrence,
    RsvpStatus,
)
from commkit.events.times import MAX_DURATION
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size
from commkit.runtime.storage.statements import Statement

_FIRST = UUID(int=0)
_LAST = UUID(int=2**128 - 1)
_BEFORE_ALL = EPOCH - timedelta(days=365 * 100)
_MICROSECOND = timedelta(microseconds=1)
_MOMENT_BYTES = 8
_NUMBER_BYTES = 8
_LAST_NUMBER = 2**31 - 1


@events.handles(ReadEvent)
def read_event(context: Context, query: ReadEvent) -> Event:
    """Through the door."""
    return context.get(Event, query.event)


@events.handles(ReadOccurrence)
def read_occurrence(context: Context, query: ReadOccurrence) -> Occurrence:
    """Through the door."""
    return context.get(Occurrence, query.occurrence)


@events.handles(ReadEventSchedule)
def read_event_schedule(context: Context, query: ReadEventSchedule) -> EventSchedule:
    """The event, and what of it is apart from its rule since the rule holds."""
    event = context.get(Event, query.event)
    apart = context.rows(sql.OVERRIDES, event=event.id, since=event.since or "0", **viewer(context))
    return EventSchedule(event, tuple(apart) if event.recurs else ())


@events.handles(ListUpcomingEvents)
def list_upcoming_events(context: Context, query: ListUpcomingEvents) -> Page[Occurrence]:
    """By their start. None lasts longer than `MAX_DURATION`, so what started before that is over."""
    return _forward(context, sql.UPCOMING, query, start=context.now - MAX_DURATION, now=context.now)


@events.handles(ListMyEvents)
def list_my_events(context: Context, query: ListMyEvents) -> Page[Occurrence]:
    """As the upcoming ones, those of the actor only."""
    return _forward(context, sql.MINE, query, start=context.now - MAX_DURATION, now=context.now)


@events.handles(ListOccurrences)
def list_occurrences(context: Context, query: ListOccurrences) -> Page[Occurrence]:
    """By their start, those that were cancelled too."""
    event = context.get(Event, query.event)
    return _forward(context, sql.OF_EVENT, query, start=_BEFORE_ALL, event=event.id)


@events.handles(ListPastEvents)
def list_past_events(context: Context, query: ListPastEvents) -> Page[Occurrence]:
    """By their end."""
    limit = page_size(query.limit)
    after_at, after = _place(query.after) or (context.now, _LAST)
    rows = context.rows(
        sql.PAST, after_at=min(after_at, context.now), after=after, size=limit + 1, **viewer(context)
    )
    return cut(rows, limit, lambda found: _key(found.ends_at, found.id))


@events.handles(ListAttendees)
def list_attendees(context: Context, query: ListAttendees) -> Page[Attendee]:
    """Of an occurrence the actor may see."""
    occurrence = context.get(Occurrence, query.occurrence)
    limit = page_size(query.limit)
    asked = {"occurrence": occurrence.id, "status": RsvpStatus(query.status), "size": limit + 1}
    if query.status == "waitlisted":
        number = int.from_bytes(decode_cursor(query.after, _NUMBER_BYTES), "big") if query.after else 0
        rows = context.rows(attendance_statements.WAITLIST, after=min(number, _LAST_NUMBER), **asked)
        return cut(rows, limit, lambda found: (found.waitlist_position or 0).to_bytes(_NUMBER_BYTES, "big"))
    rows = context.rows(attendance_statements.PAGE, after=_id(query.after), **asked)
    return cut(rows, limit, lambda found: found.member.bytes)


@events.handles(ListEventRatings)
def list_event_ratings(context: Context, query: ListEventRatings) -> Page[EventRating]:
    """For who hosts it."""
    occurrence = context.get(Occurrence, query.occurrence, need="events.edit")
    limit = page_size(query.limit)
    rows = context.rows(
        attendance_statements.RATINGS, occurrence=occurrence.id, after=_id(query.after), size=limit + 1
    )
    return cut(rows, limit, lambda found: found.member.bytes)


@events.handles(ReadEventMetrics)
def read_event_metrics(context: Context, query: ReadEventMetrics) -> EventMetrics:
    """All of them stand in the occurrence's row."""
    found = context.get(Occurrence, query.occurrence)
    is_over = found.ends_at <= context.now and found.cancelled_at is None
    return EventMetrics(
        seats=found.capacity,
        going=found.going,
        waitlisted=found.waitlisted,
        maybe=found.maybe,
        declined=found.declined,
        checked_in=found.checked_in,
        no_shows=found.going - found.checked_in if is_over and found.checked_in else None,
        rated=found.rated,
        rating=found.stars / found.rated if found.rated else None,
    )


def _forward(
    context: Context, statement: Statement[Occurrence], query: Any, *, start: datetime, **values: Any
) -> Page[Occurrence]:
    limit = page_size(query.limit)
    after_at, after = _place(query.after) or (start, _FIRST)
    rows = context.rows(
        statement, after_at=max(after_at, start), after=after, size=limit + 1, **viewer(context), **values
    )
    return cut(rows, limit, lambda found: _key(found.starts_at, found.id))


def _id(cursor: str | None) -> UUID:
    return UUID(bytes=decode_cursor(cursor, 16)) if cursor is not None else _FIRST


def _key(at: datetime, id: UUID) -> bytes:
    return ((at - _BEFORE_ALL) // _MICROSECOND).to_bytes(_MOMENT_BYTES, "big") + id.bytes


def _place(cursor: str | None) -> tuple[datetime, UUID] | None:
    """The moment and the id that a cursor stands for."""
    if cursor is None:
        return None
    key = decode_cursor(cursor, _MOMENT_BYTES + 16)
    try:
        at = _BEFORE_ALL + int.from_bytes(key[:_MOMENT_BYTES], "big") * _MICROSECOND
    except OverflowError:
        at = EPOCH + timedelta(days=365 * 1_000)
    return at, UUID(bytes=key[_MOMENT_BYTES:])
