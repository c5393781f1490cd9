"""How occurrences are read: one by one, and in pages by keyset."""

from datetime import datetime
from typing import Any
from uuid import UUID

from commkit.events.feature import events
from commkit.events.local_time.records import MAX_DURATION
from commkit.events.occurrences import statements as sql
from commkit.events.occurrences.messages import (
    EventFilter,
    ListEventSchedules,
    ListMyEvents,
    ListOccurrences,
    ListPastEvents,
    ListUpcomingEvents,
    ReadEventSchedule,
    ReadOccurrence,
)
from commkit.events.occurrences.records import EventSchedule, Occurrence
from commkit.events.records import Event, EventId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import EARLIEST, FIRST_ID, LAST_ID, Page, keyset, page_size
from commkit.runtime.storage.statements import Statement

_BY_TIME = keyset(datetime, UUID, of="events.occurrences")
_ANY_START = "0"
"""Before every local start."""
_MOST_SCHEDULED = 100
"""Occurrences whose events a calendar has, at most."""


@events.handles(ReadOccurrence)
def read_occurrence(context: Context, query: ReadOccurrence) -> Occurrence:
    """Load the occurrence."""
    return context.get(Occurrence, query.occurrence)


@events.handles(ReadEventSchedule)
def read_event_schedule(context: Context, query: ReadEventSchedule) -> EventSchedule:
    """Load the event, and the occurrences that differ from its present rule."""
    event = context.get(Event, query.event)
    if not event.recurs:
        return EventSchedule(event, ())
    overrides = context.rows(
        sql.OVERRIDES,
        event=event.id,
        effective_from=event.effective_from or _ANY_START,
    )
    return EventSchedule(event, tuple(overrides))


@events.handles(ListEventSchedules)
def list_event_schedules(context: Context, query: ListEventSchedules) -> tuple[EventSchedule, ...]:
    """The events of a list by their next start, and all that differs from their present rules."""
    listed = ListMyEvents if query.mine else ListUpcomingEvents
    page = context.ask(listed(space=query.space, limit=_MOST_SCHEDULED))
    ids = list(dict.fromkeys(each.event for each in page.items))
    if not ids:
        return ()
    known = {event.id: event for event in context.rows(sql.EVENTS, ids=ids)}
    overrides: dict[EventId, list[Occurrence]] = {id: [] for id in known}
    for override in context.rows(sql.OVERRIDES_OF_EVENTS, ids=ids):
        if override.event in known and known[override.event].recurs:
            overrides[override.event].append(override)
    return tuple(EventSchedule(known[id], tuple(overrides[id])) for id in ids if id in known)


@events.handles(ListUpcomingEvents)
def list_upcoming_events(context: Context, query: ListUpcomingEvents) -> Page[Occurrence]:
    """List by the start."""
    return _not_over(context, "upcoming", query)


@events.handles(ListMyEvents)
def list_my_events(context: Context, query: ListMyEvents) -> Page[Occurrence]:
    """List by the start, as all upcoming events."""
    return _not_over(context, "mine", query)


@events.handles(ListOccurrences)
def list_occurrences(context: Context, query: ListOccurrences) -> Page[Occurrence]:
    """Check that the actor may see the event, and list its occurrences."""
    event = context.get(Event, query.event)
    return _by_start(context, sql.OF_EVENT, query, earliest=EARLIEST, event=event.id)


@events.handles(ListPastEvents)
def list_past_events(context: Context, query: ListPastEvents) -> Page[Occurrence]:
    """List by the end, from now backwards."""
    limit = page_size(query.limit)
    cursors = _BY_TIME.within("past").of_query(query)
    after_at, after = cursors.decode(query.after, default=(context.now, LAST_ID))
    statement, values = _list("past", query)
    rows = context.rows(statement, **values, after_at=min(after_at, context.now), after=after, size=limit + 1)
    return cursors.page(rows, limit, lambda row: (row.ends_at, row.id))


def _list(show: str, filter: EventFilter) -> tuple[Statement[Occurrence], dict[str, Any]]:
    """The statement of a list, and the values of its filters."""
    values = {"space": filter.space} if filter.space is not None else {}
    return sql.page(show, frozenset(values)), values


def _not_over(context: Context, show: str, query: EventFilter) -> Page[Occurrence]:
    """Start `MAX_DURATION` ago: no event lasts longer, so what started before is over."""
    statement, values = _list(show, query)
    earliest = context.now - MAX_DURATION
    return _by_start(context, statement, query, earliest=earliest, now=context.now, **values)


def _by_start(
    context: Context, statement: Statement[Occurrence], query: Any, *, earliest: datetime, **values: Any
) -> Page[Occurrence]:
    limit = page_size(query.limit)
    cursors = _BY_TIME.within(type(query).__name__).of_query(query)
    after_at, after = cursors.decode(query.after, default=(earliest, FIRST_ID))
    rows = context.rows(statement, after_at=max(after_at, earliest), after=after, size=limit + 1, **values)
    return cursors.page(rows, limit, lambda row: (row.starts_at, row.id))
