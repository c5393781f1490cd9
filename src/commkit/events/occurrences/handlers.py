"""How single occurrences are loaded, rescheduled and cancelled."""

from typing import Any

from commkit.events import statements
from commkit.events.feature import events
from commkit.events.handlers import cancel_event, change_event
from commkit.events.local_time.policy import is_date, parse_time_zone
from commkit.events.local_time.records import Span
from commkit.events.messages import CancelEvent
from commkit.events.occurrences import statements as sql
from commkit.events.occurrences.facts import OccurrenceCancelled, OccurrenceRescheduled
from commkit.events.occurrences.jobs import cancel_scheduled_commands, move_scheduled_commands
from commkit.events.occurrences.messages import CancelOccurrence, RescheduleOccurrence
from commkit.events.occurrences.policy import is_open, occurrence_closed
from commkit.events.occurrences.records import Occurrence
from commkit.events.occurrences.tables import occurrence
from commkit.events.policy import event_cancelled
from commkit.events.records import Event, OccurrenceId
from commkit.events.recurrence.policy import MIXED_FORMS
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context


@events.loads(
    Occurrence, owner=lambda occurrence: occurrence.owner, table=occurrence, part_of=(Event, "event")
)
def fetch_occurrence(context: Context, id: OccurrenceId) -> Occurrence | None:
    """Load an occurrence of an event that the actor may see."""
    return context.one(sql.OCCURRENCE, id=id)


@events.handles(RescheduleOccurrence)
def reschedule_occurrence(context: Context, command: RescheduleOccurrence) -> Occurrence:
    """Move the occurrence; where the event does not recur, the event itself is moved."""
    before = context.get(Occurrence, command.occurrence, need="events.edit")
    event = context.get(Event, before.event)
    if not is_open(before, context.now):
        raise occurrence_closed(before)
    span = Span.parse(command.local_start, command.local_end)
    if span.all_day is not is_date(event.local_start):
        raise Invalid.field("local_start", "mixed_forms", MIXED_FORMS)
    if not event.recurs:
        changes = {"local_start": command.local_start, "local_end": command.local_end}
        change_event(context, event, version=event.version, changes=changes)
        return context.get(Occurrence, before.id)
    starts_at, ends_at = span.to_utc(parse_time_zone(event.time_zone))
    if ends_at <= context.now:
        raise Invalid.field("local_end", "over", "choose a time that is not over")
    lock_event(context, event)
    times: dict[str, Any] = {
        "new_local_start": span.local_start,
        "new_local_end": span.local_end,
        "new_starts_at": starts_at,
        "new_ends_at": ends_at,
    }
    if not context.run(sql.RESCHEDULE, id=before.id, **times):
        raise occurrence_closed(context.get(Occurrence, before.id))
    move_scheduled_commands(context, before.id, event=event, starts_at=starts_at, ends_at=ends_at)
    context.emit(OccurrenceRescheduled(event=event.id, occurrence=before.id))
    return context.get(Occurrence, before.id)


@events.handles(CancelOccurrence)
def cancel_occurrence(context: Context, command: CancelOccurrence) -> Occurrence:
    """Cancel the occurrence; where the event does not recur, the event itself is cancelled."""
    before = context.get(Occurrence, command.occurrence, need="events.edit")
    event = context.get(Event, before.event)
    if not event.recurs and is_open(before, context.now):
        cancel_event(context, CancelEvent(event.id, command.reason))
        return context.get(Occurrence, before.id)
    lock_event(context, event)
    if not context.run(
        sql.CANCEL, id=before.id, now=context.now, by=context.member_or_none, why=command.reason
    ):
        raise occurrence_closed(context.get(Occurrence, before.id))
    cancel_scheduled_commands(context, before.id)
    context.emit(OccurrenceCancelled(event=before.event, occurrence=before.id))
    return context.get(Occurrence, before.id)


def lock_event(context: Context, event: Event) -> None:
    """Lock the row of an event until the commit, and raise its versions.

    Raises:
        Conflict: It was cancelled.
    """
    if not context.run(statements.TOUCH, id=event.id, now=context.now):
        raise event_cancelled(event)
