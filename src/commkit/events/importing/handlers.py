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
from commkit.events.imported_versions.records import Outcome
from commkit.events.importing.facts import EventsImported
from commkit.events.importing.messages import ImportEvents
from commkit.events.importing.policy import MAX_EVENTS, NO_SUCH_EVENT, check_external, skip_reason
from commkit.events.importing.records import ExternalEvent, ImportedEvents
from commkit.events.records import Event, EventId
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
            outcome = _import(context, external, created)
        except Invalid as invalid:  # always raised before anything is written
            skipped[skip_reason(invalid)] += 1
            continue
        if isinstance(outcome, Outcome):
            outcomes[outcome] += 1
        else:
            skipped[outcome] += 1
    if created:
        context.emit(EventsImported(events=tuple(created)))
    return ImportedEvents(len(created), dict(skipped), outcomes[Outcome.UPDATED], outcomes[Outcome.CANCELLED])


def _import(context: Context, external: ExternalEvent, created: list[EventId]) -> Outcome | str:
    known = context.one(versions.KNOWN, uid=external.uid)
    if known is None:
        if external.partial and not any(override.local_start for override in external.overrides):
            return NO_SUCH_EVENT
        event = _create(context, external)
        if event is not None:
            created.append(event.id)
            return Outcome.CREATED
        (known,) = context.rows(versions.KNOWN, uid=external.uid)  # another session was faster
    return update_event(context, external, known.event)


def _create(context: Context, external: ExternalEvent) -> Event | None:
    """Add an event; None where its UID is known by now."""
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
    apply_overrides(context, event, schedule, external.overrides, new=True)
    if external.cancelled:
        cancel_upcoming(context, event.id, reason="")
    return event
