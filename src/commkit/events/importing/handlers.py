"""How external events are imported: new ones are created, known ones follow a later version, others are counted."""

from collections import Counter

from attrs import evolve

from commkit.events import statements as event_statements
from commkit.events.feature import EventSettings, events
from commkit.events.handlers import cancel_upcoming, new_event
from commkit.events.imported_overrides.handlers import apply_overrides
from commkit.events.imported_versions import statements as versions
from commkit.events.imported_versions.handlers import update_event
from commkit.events.imported_versions.policy import MADE_UP
from commkit.events.imported_versions.records import Imported, Outcome
from commkit.events.importing.facts import EventsImported
from commkit.events.importing.messages import ImportEvents
from commkit.events.importing.policy import MAX_EVENTS, NO_SUCH_EVENT, check_external, skip_reason
from commkit.events.importing.records import ExternalEvent, ImportedEvents
from commkit.events.records import EventId
from commkit.events.series.handlers import create_occurrences
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context


@events.handles(ImportEvents)
def import_events(context: Context, command: ImportEvents) -> ImportedEvents:
    """Import one event after the other, and emit one fact for all that are new."""
    if len(command.events) > MAX_EVENTS:
        raise Invalid.field("events", "too_many", f"import at most {MAX_EVENTS} events at once")
    created: list[EventId] = []
    outcomes: Counter[Outcome] = Counter()
    skipped: Counter[str] = Counter()
    for external in command.events:
        try:
            became = _import(context, external, created)
        except Invalid as invalid:  # always raised before anything is written
            skipped[skip_reason(invalid)] += 1
            continue
        skipped.update(became.skipped)
        if became.outcome is not None:
            outcomes[became.outcome] += 1
    if created:
        context.emit(EventsImported(events=tuple(created)))
    return ImportedEvents(len(created), dict(skipped), outcomes[Outcome.UPDATED], outcomes[Outcome.CANCELLED])


def _import(context: Context, external: ExternalEvent, created: list[EventId]) -> Imported:
    known = context.one(versions.KNOWN, uid=external.uid)
    if known is None:
        if external.partial and not any(override.local_start for override in external.overrides):
            return Imported(None, (NO_SUCH_EVENT,))
        new = _create(context, external)
        if new is not None:
            event, faults = new
            created.append(event)
            return Imported(Outcome.CREATED, faults)
        (known,) = context.rows(versions.KNOWN, uid=external.uid)  # another session was faster
    return update_event(context, external, known.event)


def _create(context: Context, external: ExternalEvent) -> tuple[EventId, tuple[str, ...]] | None:
    """Add an event; gives its id and what was wrong with its overrides. None where its UID is known by now."""
    command, schedule = check_external(external, context.settings(EventSettings), context.community_type)
    event = evolve(
        new_event(context, command, schedule, uid=external.uid),
        sequence=external.sequence,
        cancelled_at=context.now if external.cancelled else None,
    )
    if not context.run(
        event_statements.ADD,
        event,
        cohosts=0,
        expanded_until=event.local_start,
        extension=None,
        source_sequence=MADE_UP if external.partial else external.sequence,
        source_modified_at=external.modified_at,
    ):
        return None
    create_occurrences(context, event, schedule)
    overridden = apply_overrides(context, event, schedule, external.overrides, new=True)
    if external.cancelled:
        cancel_upcoming(context, event.id, reason="")
    return event.id, overridden.faults
