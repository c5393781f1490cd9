"""How overrides are applied to the occurrences of an event."""

from collections.abc import Sequence
from datetime import datetime

from commkit.events.expansion.handlers import add_occurrences
from commkit.events.feature import EventSettings
from commkit.events.imported_overrides import statements as sql
from commkit.events.imported_overrides.records import KnownOccurrence, Overridden
from commkit.events.imported_versions.policy import standing_of
from commkit.events.imported_versions.records import Standing
from commkit.events.importing.policy import ALREADY_CANCELLED, NO_SUCH_OCCURRENCE
from commkit.events.importing.records import ExternalOccurrence
from commkit.events.local_time.policy import format_local, parse_local
from commkit.events.local_time.records import Span
from commkit.events.occurrences import statements as occurrences
from commkit.events.occurrences.facts import OccurrenceCancelled, OccurrenceRescheduled
from commkit.events.occurrences.handlers import lock_event
from commkit.events.occurrences.jobs import cancel_scheduled_commands, move_scheduled_commands
from commkit.events.records import Event
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.runtime.sessions.context import Context


def apply_overrides(
    context: Context,
    event: Event,
    schedule: RecurrenceSchedule,
    overrides: Sequence[ExternalOccurrence],
    *,
    new: bool = False,
) -> Overridden:
    """Reschedule or cancel occurrences of an event.

    Args:
        context: The context.
        event: The event.
        schedule: When it takes place.
        overrides: What differs.
        new: Whether the event is being imported for the first time: nobody is told then, and what is over counts, too.
    """
    if not overrides:
        return Overridden(changed=False)
    wanted = {_normal(override.original_start, schedule): override for override in overrides}
    known = _known(context, event, schedule, list(wanted))
    changed = False
    faults: list[str] = []
    for original, override in wanted.items():
        row = known.get(original)
        if row is None:
            # One that is over, or is too far ahead, has no row; one that the event never had is a fault.
            if not schedule.includes(parse_local(original, "overrides")):
                faults.append(NO_SUCH_OCCURRENCE)
            continue
        if not _applies(context, row, override, new=new):
            continue
        if row.cancelled_at is not None:
            if override.local_start is not None:
                faults.append(ALREADY_CANCELLED)
            continue
        if not changed and not new:
            lock_event(context, event)
        changed = _apply(context, event, schedule, row, override, new=new) or changed
    return Overridden(changed=changed, faults=tuple(faults))


def _known(
    context: Context, event: Event, schedule: RecurrenceSchedule, originals: Sequence[str]
) -> dict[str, KnownOccurrence]:
    """The occurrences by their original starts; those that overrides need are added ahead of their time."""
    rows = {row.original_start: row for row in context.rows(sql.KNOWN, event=event.id)}
    limit = context.settings(EventSettings).max_upcoming_occurrences
    upcoming = [text for text in originals if text not in rows and _is_upcoming(context, schedule, text)]
    starts = sorted(parse_local(text, "overrides") for text in upcoming)[:limit]
    missing = [start for start in starts if schedule.includes(start)]
    if not missing:
        return rows
    add_occurrences(context, event, schedule, missing)
    return {row.original_start: row for row in context.rows(sql.KNOWN, event=event.id)}


def _applies(context: Context, row: KnownOccurrence, override: ExternalOccurrence, *, new: bool) -> bool:
    """Whether an override is later than the one before, and says something else."""
    if not new and row.ends_at <= context.now:
        return False
    standing = standing_of(override, sequence=row.sequence, modified_at=row.modified_at)
    if override.local_start is None or override.local_end is None:
        return standing is not Standing.EARLIER
    span = Span.parse(override.local_start, override.local_end)
    differs = (span.local_start, span.local_end) != (row.local_start, row.local_end)
    return standing is Standing.LATER and (differs or row.cancelled_at is not None)


def _apply(
    context: Context,
    event: Event,
    schedule: RecurrenceSchedule,
    row: KnownOccurrence,
    override: ExternalOccurrence,
    *,
    new: bool,
) -> bool:
    version = {
        "new_source_sequence": override.sequence,
        "new_source_modified_at": override.modified_at,
    }
    if override.local_start is None or override.local_end is None:
        context.run(sql.SET_CANCELLED, id=row.id, now=context.now)
        cancel_scheduled_commands(context, row.id)
        fact: OccurrenceCancelled | OccurrenceRescheduled = OccurrenceCancelled(event.id, row.id)
    else:
        span = Span.parse(override.local_start, override.local_end)
        starts_at, ends_at = span.to_utc(schedule.time_zone)
        times = {
            "new_local_start": span.local_start,
            "new_local_end": span.local_end,
            "new_starts_at": starts_at,
            "new_ends_at": ends_at,
        }
        if not context.run(occurrences.RESCHEDULE, id=row.id, **times):
            return False
        move_scheduled_commands(context, row.id, event=event, starts_at=starts_at, ends_at=ends_at)
        fact = OccurrenceRescheduled(event.id, row.id)
    context.run(sql.SET_VERSION, id=row.id, **version)
    if not new:
        context.emit(fact)
    return True


def _is_upcoming(context: Context, schedule: RecurrenceSchedule, original: str) -> bool:
    start = schedule.span.starting_at(parse_local(original, "overrides"))
    return start.to_utc(schedule.time_zone)[1] > context.now


def _normal(text: str, schedule: RecurrenceSchedule) -> str:
    return _format(parse_local(text, "overrides"), schedule)


def _format(start: datetime, schedule: RecurrenceSchedule) -> str:
    return format_local(start, all_day=schedule.span.all_day)
