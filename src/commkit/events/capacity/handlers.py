"""How the capacity changes, and how the waitlist is promoted."""

from commkit.events.capacity import statements as sql
from commkit.events.capacity.facts import EventCapacityChanged, WaitlistPromoted
from commkit.events.capacity.messages import SetEventCapacity
from commkit.events.feature import EventSettings, events
from commkit.events.occurrences import statements as occurrences
from commkit.events.occurrences.handlers import lock_event
from commkit.events.occurrences.policy import is_open, occurrence_closed
from commkit.events.occurrences.records import Occurrence
from commkit.events.policy import check_capacity, event_cancelled
from commkit.events.records import Event, OccurrenceId
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_MEMBERS_IN_A_FACT = 500


@events.handles(SetEventCapacity)
def set_event_capacity(context: Context, command: SetEventCapacity) -> Event:
    """Change all upcoming occurrences or one, and promote the waitlist in the same transaction."""
    event = context.get(Event, command.event, need="events.edit")
    check_capacity(command.capacity, context.settings(EventSettings))
    if command.occurrence is None:
        if not context.run(
            sql.SET_EVENT_CAPACITY, id=event.id, new_capacity=command.capacity, now=context.now
        ):
            raise event_cancelled(event)
        rows = context.rows(occurrences.UPCOMING_OF_EVENT, event=event.id, now=context.now)
        ids = [row.id for row in rows]
    else:
        occurrence = context.get(Occurrence, command.occurrence)
        if occurrence.event != event.id:
            raise NotFound("events.not_found", "this is not an occurrence of that event")
        if not is_open(occurrence, context.now):
            raise occurrence_closed(occurrence)
        lock_event(context, event)
        ids = [occurrence.id]
    for id in ids:
        _set_capacity(context, id, command.capacity)
    return context.get(Event, event.id)


def promote_waitlist(
    context: Context, id: OccurrenceId, *, capacity: int | None, going: int, waitlisted: int
) -> int:
    """Give free seats to the members who wait longest.

    Args:
        context: The context; its command has changed the occurrence's row, so that no other command can.
        id: The occurrence.
        capacity: Its capacity after that change.
        going: Its seats that are taken.
        waitlisted: Its members on the waitlist.

    Returns:
        How many members got a seat.

    Raises:
        Conflict: The seats were changed in the meantime.
    """
    seats = waitlisted if capacity is None else min(waitlisted, capacity - going)
    if seats <= 0:
        return 0
    if not context.run(sql.COUNT_PROMOTED, id=id, seats=seats):
        raise Conflict("events.changed", "its seats were changed in the meantime; try again")
    promoted = sorted(context.rows(sql.PROMOTE, occurrence=id, seats=seats))
    members = tuple(MemberId(member) for _, member in promoted)
    for start in range(0, len(members), _MEMBERS_IN_A_FACT):
        batch = members[start : start + _MEMBERS_IN_A_FACT]
        context.emit(WaitlistPromoted(occurrence=id, members=batch))
    return seats


def _set_capacity(context: Context, id: OccurrenceId, capacity: int | None) -> None:
    changed = context.rows(
        sql.SET_CAPACITY,
        id=id,
        new_capacity=capacity,
        no_limit=capacity is None,
        seats=capacity or 0,
        now=context.now,
    )
    if not changed:
        raise Conflict(
            "events.seats_taken", "more seats are taken than there would be; ask attendees to decline first"
        )
    ((seats, going, waitlisted),) = changed
    context.emit(EventCapacityChanged(occurrence=id, capacity=seats))
    promote_waitlist(context, id, capacity=seats, going=going, waitlisted=waitlisted)
