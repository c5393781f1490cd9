"""How events are loaded, created, edited and cancelled."""

from itertools import chain
from typing import Any

from attrs import evolve

from commkit.events import statements as sql
from commkit.events.facts import EventCancelled, EventCreated, EventEdited
from commkit.events.feature import EventSettings, events
from commkit.events.local_time.policy import format_local, to_local
from commkit.events.messages import CancelEvent, CreateEvent, EditEvent
from commkit.events.occurrences import statements as occurrences
from commkit.events.occurrences.jobs import move_scheduled_commands
from commkit.events.policy import check_event, event_cancelled
from commkit.events.records import Event, EventId
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.rescheduling.handlers import reschedule_occurrences
from commkit.events.series import statements as series
from commkit.events.series.handlers import create_occurrences
from commkit.events.tables import event
from commkit.fields import check_fields, save_fields
from commkit.runtime.delivery.scheduled import cancel_many_scheduled
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.spaces import place_in_space

_SCHEDULE = ("local_start", "local_end", "time_zone", "rrule", "rdates", "exdates")
_EDITABLE = ("title", "body", "location", "url", *_SCHEDULE, "access", "remind_before", "follow_up")
_CHANGEABLE = (*_EDITABLE, "effective_from", "space", "audience")


@events.loads(Event, owner=lambda event: event.owner, table=event)
def fetch_event(context: Context, id: EventId) -> Event | None:
    """Load an event that the actor may see."""
    return context.one(sql.EVENT, id=id)


@events.handles(CreateEvent)
def create_event(context: Context, command: CreateEvent) -> Event:
    """Add the event and its upcoming occurrences."""
    schedule = check_event(command, context.settings(EventSettings), context.community_type)
    values = check_fields(context, "event", command.fields, new=True)
    space, audience = place_in_space(context, command.space)
    event = evolve(new_event(context, command, schedule), space=space, audience=audience)
    context.run(
        sql.ADD,
        event,
        cohosts=0,
        expanded_until=event.local_start,
        extension=None,
        source_sequence=None,
        source_modified_at=None,
    )
    save_fields(context, values, event.id, owner=event.host)
    create_occurrences(context, event, schedule)
    context.emit(EventCreated(event=event.id))
    return event


def new_event(
    context: Context, command: CreateEvent, schedule: RecurrenceSchedule, *, uid: str | None = None
) -> Event:
    """The record of a new event.

    Args:
        context: The context; its actor becomes the host.
        command: The fields of the event, after they were checked.
        schedule: When it takes place.
        uid: Its UID in calendars; made from its id where it is left out.
    """
    id = EventId(context.new_id())
    settings = context.settings(EventSettings)
    return Event(
        id=id,
        uid=uid or f"{id}@commkit",
        title=command.title,
        body=command.body,
        location=command.location,
        url=command.url,
        effective_from="",
        access=command.access,
        capacity=command.capacity,
        remind_before=settings.remind_before if command.remind_before is None else command.remind_before,
        follow_up=command.follow_up,
        host=context.member_or_none,
        owner=context.member_or_none,
        sequence=0,
        version=1,
        created_at=context.now,
        updated_at=context.now,
        cancelled_at=None,
        cancellation_reason="",
        **schedule.fields(),
    )


@events.handles(EditEvent)
def edit_event(context: Context, command: EditEvent) -> Event:
    """Change the fields that the command names."""
    before = context.get(Event, command.event, need="events.edit")
    values = check_fields(context, "event", command.fields)
    changes = {name: getattr(command, name) for name in _EDITABLE if getattr(command, name) is not None}
    if command.space is not None:
        changes["space"], changes["audience"] = place_in_space(
            context, command.space, leaving=before.audience
        )
    changed = change_event(context, before, version=command.version, changes=changes)
    save_fields(context, values, before.id, owner=before.host)
    return changed


def change_event(
    context: Context, before: Event, *, version: int, changes: dict[str, Any], imported: bool = False
) -> Event:
    """Change some fields of an event, and its occurrences where the schedule changes.

    Args:
        context: The context; its actor may edit the event.
        before: The event before the change.
        version: The version that the editor saw.
        changes: The new values, by field.
        imported: Whether the change comes from another calendar: what has its place in the new schedule keeps it,
            and it may be that nothing is left.

    Raises:
        Conflict: It was changed in the meantime or cancelled, or it takes place once and is over.
        Invalid: The changes do not fit.
    """
    if before.cancelled_at is not None:
        raise event_cancelled(before)
    if before.version != version:
        raise _stale(before)
    # The capacity stays, and the settings may allow less now than when it was set: it is not checked again.
    changed = evolve(before, capacity=None, **changes)
    schedule = check_event(changed, context.settings(EventSettings), context.community_type)
    changed = evolve(changed, capacity=before.capacity, **schedule.fields())
    rescheduled = any(getattr(changed, name) != getattr(before, name) for name in _SCHEDULE)
    effective_from = _effective_from(context, before, schedule) if rescheduled else before.effective_from
    after = evolve(changed, effective_from=effective_from)
    new = {f"new_{name}": getattr(after, name) for name in _CHANGEABLE}
    if not context.run(sql.EDIT, id=before.id, expected_version=version, now=context.now, **new):
        raise _stale(before)
    if after.space != before.space:
        context.run(occurrences.MOVE_TO_SPACE, event=before.id, new_space=after.space)
    if rescheduled:
        reschedule_occurrences(context, before, after, schedule, imported=imported)
    elif after.remind_before != before.remind_before:
        for row in context.rows(occurrences.UPCOMING_OF_EVENT, event=before.id, now=context.now):
            move_scheduled_commands(
                context, row.id, event=after, starts_at=row.starts_at, ends_at=row.ends_at
            )
    context.emit(EventEdited(event=before.id, version=version + 1, rescheduled=rescheduled))
    return evolve(after, version=version + 1, sequence=before.sequence + 1, updated_at=context.now)


@events.handles(CancelEvent)
def cancel_event(context: Context, command: CancelEvent) -> Event:
    """Cancel the event and its upcoming occurrences; past ones stay."""
    before = context.get(Event, command.event, need="events.edit")
    if not context.run(sql.CANCEL, id=before.id, now=context.now, why=command.reason):
        raise event_cancelled(before)
    cancel_upcoming(context, before.id, reason=command.reason)
    context.emit(EventCancelled(event=before.id))
    return context.get(Event, before.id)


def cancel_upcoming(context: Context, event: EventId, *, reason: str) -> None:
    """Cancel all upcoming occurrences of an event and its scheduled commands, in a constant number of statements."""
    ((_, extension),) = context.rows(series.PROGRESS, id=event)
    cancelled = context.rows(
        occurrences.CANCEL_UPCOMING, event=event, now=context.now, by=context.member_or_none, why=reason
    )
    scheduled = sorted({extension, *chain.from_iterable(cancelled)} - {None})
    cancel_many_scheduled(context, scheduled)


def _stale(event: Event) -> Conflict:
    return Conflict("events.stale", "it was changed in the meantime; read it again", current=event.version)


def _effective_from(context: Context, before: Event, schedule: RecurrenceSchedule) -> str:
    """The first start of a new schedule: now; that of an event that takes place once has no beginning."""
    if not schedule.recurs and not before.recurs:
        return ""
    return format_local(to_local(context.now, schedule.time_zone), all_day=schedule.span.all_day)
