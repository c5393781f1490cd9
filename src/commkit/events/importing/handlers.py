"""How external events are imported: known ones are left alone, and those that do not fit are skipped and counted."""

from collections import Counter

from attrs import evolve

from commkit.events import statements as event_statements
from commkit.events.expansion import statements as expansion
from commkit.events.feature import EventSettings, events
from commkit.events.handlers import cancel_upcoming, new_event
from commkit.events.importing import statements as sql
from commkit.events.importing.facts import EventsImported
from commkit.events.importing.messages import ImportEvents
from commkit.events.importing.policy import ALREADY_IMPORTED, check_external, skip_reason
from commkit.events.importing.records import ExternalEvent, ExternalOccurrence, ImportedEvents
from commkit.events.local_time.policy import format_local, parse_local
from commkit.events.local_time.records import Span
from commkit.events.occurrences import statements as occurrences
from commkit.events.occurrences.jobs import cancel_scheduled_commands, move_scheduled_commands
from commkit.events.records import Event, EventId, OccurrenceId
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.series.handlers import create_occurrences
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context


@events.handles(ImportEvents)
def import_events(context: Context, command: ImportEvents) -> ImportedEvents:
    """Import one event after the other, and emit one fact for all of them."""
    imported: list[EventId] = []
    skipped: Counter[str] = Counter()
    for external in command.events:
        try:
            id = _import(context, external)
        except Invalid as invalid:
            skipped[skip_reason(invalid)] += 1
            continue
        if id is None:
            skipped[ALREADY_IMPORTED] += 1
        else:
            imported.append(id)
    if imported:
        context.emit(EventsImported(events=tuple(imported)))
    return ImportedEvents(len(imported), dict(skipped))


def _import(context: Context, external: ExternalEvent) -> EventId | None:
    """The id of the new event; None where its UID is known."""
    command, schedule = check_external(external, context.settings(EventSettings), context.community_type)
    event = new_event(context, command, schedule, uid=external.uid)
    if external.cancelled:
        event = evolve(event, cancelled_at=context.now)
    if not context.run(
        event_statements.ADD, event, cohosts=0, expanded_until=event.local_start, extension=None
    ):
        return None
    create_occurrences(context, event, schedule)
    ids = {original: id for id, original in context.rows(expansion.ORIGINAL_STARTS, event=event.id)}
    for override in external.overrides:
        start = parse_local(override.original_start, "overrides")
        id = ids.get(format_local(start, all_day=schedule.span.all_day))
        if id is not None:
            _apply_override(context, event, schedule, override, id=OccurrenceId(id))
    if external.cancelled:
        cancel_upcoming(context, event.id, reason="")
    return event.id


def _apply_override(
    context: Context,
    event: Event,
    schedule: RecurrenceSchedule,
    override: ExternalOccurrence,
    *,
    id: OccurrenceId,
) -> None:
    """Reschedule or cancel an occurrence, also one that is over."""
    if override.local_start is None or override.local_end is None:
        context.run(sql.SET_CANCELLED, id=id, now=context.now)
        cancel_scheduled_commands(context, id)
        return
    span = Span.parse(override.local_start, override.local_end)
    starts_at, ends_at = span.to_utc(schedule.time_zone)
    times = {
        "new_local_start": span.local_start,
        "new_local_end": span.local_end,
        "new_starts_at": starts_at,
        "new_ends_at": ends_at,
    }
    if context.run(occurrences.RESCHEDULE, id=id, **times):
        move_scheduled_commands(context, id, event=event, starts_at=starts_at, ends_at=ends_at)
