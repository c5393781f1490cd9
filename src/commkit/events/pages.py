"""How events are read: one by one, in pages by keyset, in numbers."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.events import seating
from commkit.events import statements as sql
from commkit.events.feature import events
from commkit.events.handlers import viewer
from commkit.events.questions import (
    Attendees,
    MyEvents,
    OccurrencesPage,
    PastEvents,
    Ratings,
    ReadEvent,
    ReadEventNumbers,
    ReadEventPlan,
    ReadOccurrence,
    UpcomingEvents,
)
from commkit.events.records import Answer, Attendee, Event, EventNumbers, EventPlan, EventRating, Occurrence
from commkit.events.times import LONGEST
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.sessions.session import Session
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
def read_event(session: Session, query: ReadEvent) -> Event:
    """Through the door."""
    return session.get(Event, query.event)


@events.handles(ReadOccurrence)
def read_occurrence(session: Session, query: ReadOccurrence) -> Occurrence:
    """Through the door."""
    return session.get(Occurrence, query.occurrence)


@events.handles(ReadEventPlan)
def read_event_plan(session: Session, query: ReadEventPlan) -> EventPlan:
    """The event, and what of it is apart from its rule since the rule holds."""
    event = session.get(Event, query.event)
    apart = session.rows(sql.APART, event=event.id, since=event.since or "0", **viewer(session))
    return EventPlan(event, tuple(apart) if event.recurs else ())


@events.handles(UpcomingEvents)
def upcoming_events(session: Session, query: UpcomingEvents) -> Page[Occurrence]:
    """By their start. None lasts longer than `LONGEST`, so what started before that is over."""
    return _forward(session, sql.UPCOMING, query, start=session.now - LONGEST, now=session.now)


@events.handles(MyEvents)
def my_events(session: Session, query: MyEvents) -> Page[Occurrence]:
    """As the upcoming ones, those of the actor only."""
    return _forward(session, sql.MINE, query, start=session.now - LONGEST, now=session.now)


@events.handles(OccurrencesPage)
def occurrences_page(session: Session, query: OccurrencesPage) -> Page[Occurrence]:
    """By their start, those that were cancelled too."""
    event = session.get(Event, query.event)
    return _forward(session, sql.OF_EVENT, query, start=_BEFORE_ALL, event=event.id)


@events.handles(PastEvents)
def past_events(session: Session, query: PastEvents) -> Page[Occurrence]:
    """By their end."""
    limit = page_size(query.limit)
    after_at, after = _place(query.after) or (session.now, _LAST)
    rows = session.rows(
        sql.PAST, after_at=min(after_at, session.now), after=after, size=limit + 1, **viewer(session)
    )
    return cut(rows, limit, lambda found: _key(found.ends_at, found.id))


@events.handles(Attendees)
def attendees(session: Session, query: Attendees) -> Page[Attendee]:
    """Of an occurrence the actor may see."""
    occurrence = session.get(Occurrence, query.occurrence)
    limit = page_size(query.limit)
    asked = {"occurrence": occurrence.id, "answer": Answer(query.answer), "size": limit + 1}
    if query.answer == "waitlisted":
        number = int.from_bytes(decode_cursor(query.after, _NUMBER_BYTES), "big") if query.after else 0
        rows = session.rows(seating.WAITLIST, after=min(number, _LAST_NUMBER), **asked)
        return cut(rows, limit, lambda found: (found.position or 0).to_bytes(_NUMBER_BYTES, "big"))
    rows = session.rows(seating.PAGE, after=_id(query.after), **asked)
    return cut(rows, limit, lambda found: found.member.bytes)


@events.handles(Ratings)
def ratings(session: Session, query: Ratings) -> Page[EventRating]:
    """For who hosts it."""
    occurrence = session.get(Occurrence, query.occurrence, need="events.edit")
    limit = page_size(query.limit)
    rows = session.rows(seating.RATINGS, occurrence=occurrence.id, after=_id(query.after), size=limit + 1)
    return cut(rows, limit, lambda found: found.member.bytes)


@events.handles(ReadEventNumbers)
def read_event_numbers(session: Session, query: ReadEventNumbers) -> EventNumbers:
    """All of them stand in the occurrence's row."""
    found = session.get(Occurrence, query.occurrence)
    is_over = found.ends_at <= session.now and found.cancelled_at is None
    return EventNumbers(
        seats=found.capacity,
        going=found.going,
        waiting=found.waiting,
        maybe=found.maybe,
        declined=found.declined,
        came=found.came,
        no_shows=found.going - found.came if is_over and found.came else None,
        rated=found.rated,
        rating=found.stars / found.rated if found.rated else None,
    )


def _forward(
    session: Session, statement: Statement[Occurrence], query: Any, *, start: datetime, **values: Any
) -> Page[Occurrence]:
    limit = page_size(query.limit)
    after_at, after = _place(query.after) or (start, _FIRST)
    rows = session.rows(
        statement, after_at=max(after_at, start), after=after, size=limit + 1, **viewer(session), **values
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
