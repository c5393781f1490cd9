"""How single occurrences are moved and cancelled, and how many seats they have."""

from typing import Any

from commkit.events import attendance_statements
from commkit.events import statements as sql
from commkit.events.facts import EventCapacityChanged, OccurrenceCancelled, OccurrenceRescheduled
from commkit.events.feature import EventSettings, events
from commkit.events.handlers import cancel_event, cancel_row, change_event
from commkit.events.messages import CancelEvent, CancelOccurrence, RescheduleOccurrence, SetEventCapacity
from commkit.events.policy import check_capacity, closed, is_cancelled, is_open
from commkit.events.records import Event, Occurrence, OccurrenceId
from commkit.events.rsvps import promote_waitlist
from commkit.events.scheduling import reschedule_jobs
from commkit.events.times import is_day, read_span, zone_named
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.sessions.context import Context


@events.handles(RescheduleOccurrence)
def reschedule_occurrence(context: Context, command: RescheduleOccurrence) -> Occurrence:
    """To another time; that of an event that does not recur is the event's own."""
    before = context.get(Occurrence, command.occurrence, need="events.edit")
    event = context.get(Event, before.event)
    if not is_open(before, context.now):
        raise closed(before)
    span = read_span(command.starts, command.ends)
    if span.all_day is not is_day(event.starts):
        raise Invalid.field(
            "starts", "mixed_forms", "give times to an event with times, and days to one of days"
        )
    if not event.recurs:
        change_event(
            context, event, version=event.version, changes={"starts": command.starts, "ends": command.ends}
        )
        return context.get(Occurrence, before.id)
    starts_at, ends_at = span.moments(zone_named(event.zone))
    if ends_at <= context.now:
        raise Invalid.field("ends", "over", "move it to a time that is not over")
    _lock_event(context, event)
    times: dict[str, Any] = {
        "new_starts": span.starts,
        "new_ends": span.ends,
        "new_starts_at": starts_at,
        "new_ends_at": ends_at,
    }
    if not context.run(sql.MOVE, id=before.id, **times):
        raise closed(context.get(Occurrence, before.id))
    reschedule_jobs(context, before.id, event=event, starts_at=starts_at, ends_at=ends_at)
    context.emit(OccurrenceRescheduled(event=event.id, occurrence=before.id))
    return context.get(Occurrence, before.id)


@events.handles(CancelOccurrence)
def cancel_occurrence(context: Context, command: CancelOccurrence) -> Occurrence:
    """It does not take place; the event goes on without it, where it recurs."""
    before = context.get(Occurrence, command.occurrence, need="events.edit")
    event = context.get(Event, before.event)
    if not event.recurs and is_open(before, context.now):
        cancel_event(context, CancelEvent(event.id, command.reason))
        return context.get(Occurrence, before.id)
    _lock_event(context, event)
    if not cancel_row(context, before.id, reason=command.reason):
        raise closed(context.get(Occurrence, before.id))
    context.emit(OccurrenceCancelled(event=before.event, occurrence=before.id))
    return context.get(Occurrence, before.id)


@events.handles(SetEventCapacity)
def set_event_capacity(context: Context, command: SetEventCapacity) -> Event:
    """Seats for all occurrences to come, or for one; who waits moves up in the same breath."""
    event = context.get(Event, command.event, need="events.edit")
    check_capacity(command.capacity, context.settings(EventSettings))
    if command.occurrence is None:
        if not context.run(
            sql.SET_EVENT_CAPACITY, id=event.id, new_capacity=command.capacity, now=context.now
        ):
            raise is_cancelled(event)
        chosen = [row.id for row in context.rows(sql.UPCOMING_OF_EVENT, event=event.id, now=context.now)]
    else:
        found = context.get(Occurrence, command.occurrence)
        if found.event != event.id:
            raise NotFound("events.not_found", "this is no occurrence of that event")
        if not is_open(found, context.now):
            raise closed(found)
        _lock_event(context, event)
        chosen = [found.id]
    for id in chosen:
        _set_seats(context, id, command.capacity)
    return context.get(Event, event.id)


def _set_seats(context: Context, id: OccurrenceId, capacity: int | None) -> None:
    changed = context.rows(
        attendance_statements.SET_CAPACITY,
        id=id,
        new_capacity=capacity,
        no_limit=capacity is None,
        seats=capacity or 0,
        now=context.now,
    )
    if not changed:
        raise Conflict(
            "events.seats_taken", "more seats are taken than there would be; ask who would give theirs up"
        )
    ((seats, going, waitlisted),) = changed
    context.emit(EventCapacityChanged(occurrence=id, capacity=seats))
    promote_waitlist(context, id, capacity=seats, going=going, waitlisted=waitlisted)


def _lock_event(context: Context, event: Event) -> None:
    if not context.run(sql.BUMP_EVENT, id=event.id, now=context.now):
        raise is_cancelled(event)
