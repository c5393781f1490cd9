"""How events are planned, changed and cancelled."""

from itertools import chain
from typing import Any

from attrs import evolve

from commkit.events import statements as sql
from commkit.events.facts import EventCancelled, EventCreated, EventEdited
from commkit.events.feature import EventSettings, events
from commkit.events.messages import CancelEvent, CreateEvent, EditEvent
from commkit.events.policy import check_event, is_cancelled
from commkit.events.records import Event, EventId, Occurrence, OccurrenceId
from commkit.events.recurrence import RecurrenceSchedule
from commkit.events.rescheduling import reschedule
from commkit.events.scheduling import create_occurrences, drop_jobs, reschedule_jobs
from commkit.events.times import wall_at, written
from commkit.runtime.delivery.scheduled import cancel_many_scheduled as forget_plans
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context

_SCHEDULE = ("starts", "ends", "zone", "rule", "extra", "without")
_EDITABLE = ("title", "body", "location", "url", *_SCHEDULE, "access", "remind_before", "follow_up")


def viewer(context: Context) -> dict[str, Any]:
    """Who looks: the parameters of the visibility rule."""
    return {"me": context.member_or_none, "sees_all": context.can("events.read_all")}


@events.loads(Event, owner=lambda event: event.owner)
def fetch_event(context: Context, id: EventId) -> Event | None:
    """An event the actor may see."""
    return context.one(sql.ONE_EVENT, id=id, **viewer(context))


@events.loads(Occurrence, owner=lambda occurrence: occurrence.owner)
def fetch_occurrence(context: Context, id: OccurrenceId) -> Occurrence | None:
    """An occurrence of an event the actor may see."""
    return context.one(sql.ONE, id=id, **viewer(context))


@events.handles(CreateEvent)
def create_event(context: Context, command: CreateEvent) -> Event:
    """The event, and its occurrences to come."""
    schedule = check_event(command, context.settings(EventSettings), context.community_type)
    event = draft(context, command, schedule)
    context.run(sql.ADD_EVENT, event, cohosts=0, made_until=event.starts, extending=None)
    create_occurrences(context, event, schedule)
    context.emit(EventCreated(event=event.id))
    return event


def draft(
    context: Context, wanted: CreateEvent, schedule: RecurrenceSchedule, *, uid: str | None = None
) -> Event:
    """An event as somebody wants it, whose wanted was checked."""
    id = EventId(context.new_id())
    settings = context.settings(EventSettings)
    return Event(
        id=id,
        uid=uid or f"{id}@commkit",
        title=wanted.title,
        body=wanted.body,
        location=wanted.location,
        url=wanted.url,
        since="",
        access=wanted.access,
        capacity=wanted.capacity,
        remind_before=settings.remind_before if wanted.remind_before is None else wanted.remind_before,
        follow_up=wanted.follow_up,
        host=context.member_or_none,
        owner=context.member_or_none,
        sequence=0,
        version=1,
        created_at=context.now,
        updated_at=context.now,
        cancelled_at=None,
        cancellation_reason="",
        **schedule.columns(),
    )


@events.handles(EditEvent)
def edit_event(context: Context, command: EditEvent) -> Event:
    """Say something else, unless somebody was faster; a new schedule takes the occurrences along."""
    before = context.get(Event, command.event, need="events.edit")
    changes = {name: getattr(command, name) for name in _EDITABLE if getattr(command, name) is not None}
    return change_event(context, before, version=command.version, changes=changes)


def change_event(context: Context, before: Event, *, version: int, changes: dict[str, Any]) -> Event:
    """The event with some fields changed.

    Raises:
        Conflict: It was changed since, or cancelled, or is over.
        Invalid: The changes do not fit.
    """
    if before.cancelled_at is not None:
        raise is_cancelled(before)
    if before.version != version:
        raise _is_stale(before)
    # Of the capacity nothing is changed here, and the settings may allow less by now than when it was set.
    wanted = evolve(before, capacity=None, **changes)
    schedule = check_event(wanted, context.settings(EventSettings), context.community_type)
    wanted = evolve(wanted, capacity=before.capacity, **schedule.columns())
    moved = any(getattr(wanted, name) != getattr(before, name) for name in _SCHEDULE)
    after = evolve(wanted, since=_since(context, before, schedule) if moved else before.since)
    new = {f"new_{name}": getattr(after, name) for name in (*_EDITABLE, "since")}
    if not context.run(sql.EDIT_EVENT, id=before.id, seen=version, now=context.now, **new):
        raise _is_stale(before)
    if moved:
        reschedule(context, before, after, schedule)
    elif after.remind_before != before.remind_before:
        for row in context.rows(sql.UPCOMING_OF_EVENT, event=before.id, now=context.now):
            reschedule_jobs(context, row.id, event=after, starts_at=row.starts_at, ends_at=row.ends_at)
    context.emit(EventEdited(event=before.id, version=version + 1, moved=moved))
    return evolve(after, version=version + 1, sequence=before.sequence + 1, updated_at=context.now)


@events.handles(CancelEvent)
def cancel_event(context: Context, command: CancelEvent) -> Event:
    """It takes place no more; what is over stays."""
    before = context.get(Event, command.event, need="events.edit")
    if not context.run(sql.CANCEL_EVENT, id=before.id, now=context.now, why=command.reason):
        raise is_cancelled(before)
    cancel_upcoming(context, before.id, reason=command.reason)
    context.emit(EventCancelled(event=before.id))
    return context.get(Event, before.id)


def cancel_upcoming(context: Context, event: EventId, *, reason: str) -> None:
    """Cancel all of an event that is not over, and whatever was planned for it; in as many statements as for one."""
    ((_, extending),) = context.rows(sql.SERIES, id=event)
    cancelled = context.rows(
        sql.CANCEL_UPCOMING, event=event, now=context.now, who=context.member_or_none, why=reason
    )
    waiting = sorted({extending, *chain.from_iterable(cancelled)} - {None})
    forget_plans(context, waiting)


def cancel_row(context: Context, id: OccurrenceId, *, reason: str) -> bool:
    """Cancel an occurrence and what was planned for it; gives whether it still stood."""
    if not context.run(sql.CANCEL, id=id, now=context.now, who=context.member_or_none, why=reason):
        return False
    drop_jobs(context, id)
    return True


def _is_stale(seen: Event) -> Conflict:
    return Conflict("events.stale", "it was changed since; read it again", current=seen.version)


def _since(context: Context, before: Event, schedule: RecurrenceSchedule) -> str:
    """From which start on a new schedule holds: that of a single event always does."""
    if not schedule.recurs and not before.recurs:
        return ""
    return written(wall_at(context.now, schedule.zone), all_day=schedule.span.all_day)
