"""How an event that is there follows a later version of it that is imported."""

from collections.abc import Sequence
from typing import Any

from commkit.events import statements as event_statements
from commkit.events.facts import EventCancelled
from commkit.events.feature import EventSettings
from commkit.events.handlers import cancel_upcoming, change_event
from commkit.events.imported_overrides.handlers import apply_overrides
from commkit.events.imported_versions import statements as sql
from commkit.events.imported_versions.policy import MADE_UP, standing_of
from commkit.events.imported_versions.records import Imported, KnownVersion, Outcome, Standing
from commkit.events.importing.policy import (
    ALREADY_CANCELLED,
    ALREADY_IMPORTED,
    ENDED,
    OUTDATED,
    check_external,
    override_in_zone,
)
from commkit.events.importing.records import ExternalEvent, ExternalOccurrence
from commkit.events.local_time.policy import format_local, is_date, parse_local, parse_time_zone
from commkit.events.occurrences import statements as occurrences
from commkit.events.records import Event, EventId
from commkit.events.recurrence.policy import schedule_of
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.runtime.sessions.context import Context

_TEXTS = ("title", "body", "location", "url")


def update_event(context: Context, external: ExternalEvent, id: EventId) -> Imported:
    """Bring an event that is there to a later version, and tell its attendees as if it had been edited here.

    Args:
        context: The context.
        external: The event as it comes.
        id: The event that has its UID here.

    Returns:
        What became of it.

    Raises:
        Invalid: It does not fit; nothing was changed.
    """
    context.run(event_statements.LOCK, id=id)  # an import beside this one may bring another version
    before = context.one(event_statements.EVENT, id=id)
    known = context.one(sql.KNOWN, uid=external.uid)
    if before is None or known is None:
        return _unchanged(ALREADY_IMPORTED)
    standing = _standing(external, known, before)
    if external.cancelled:
        return _cancel(context, external, before, standing)
    _, schedule = check_external(external, context.settings(EventSettings), context.community_type)
    if before.cancelled_at is not None:
        return _unchanged(ALREADY_CANCELLED if standing is Standing.LATER else _left(standing))
    stays = external.partial or standing is not Standing.LATER  # and so in its own time zone
    overrides = _in_zone_of(before, external) if stays else external.overrides
    changes = {} if stays else _changes(before, external, schedule)
    if known.sequence == MADE_UP and external.partial:
        changes = _further_dates(before, overrides)
    if _is_over(context, before, schedule, changes):
        return _unchanged(ENDED)
    after = before
    if changes:
        after = change_event(context, before, version=before.version, changes=changes, imported=True)
        if not external.partial:
            _note_version(context, after, external)
    overridden = apply_overrides(context, after, schedule_of(after), overrides)
    unchanged = ALREADY_IMPORTED if external.partial else _left(standing)
    if changes or overridden.changed:
        return Imported(Outcome.UPDATED, overridden.faults)
    return Imported(None, overridden.faults or (unchanged,))


def _unchanged(reason: str) -> Imported:
    return Imported(None, (reason,))


def _standing(external: ExternalEvent, known: KnownVersion, before: Event) -> Standing:
    """By the version that was imported; that of an event that was created here is its own."""
    sequence, modified_at = known.sequence, known.modified_at
    if sequence is None:
        sequence, modified_at = before.sequence, before.updated_at.replace(microsecond=0)
    return standing_of(external, sequence=sequence, modified_at=modified_at)


def _left(standing: Standing) -> str:
    return OUTDATED if standing is Standing.EARLIER else ALREADY_IMPORTED


def _cancel(context: Context, external: ExternalEvent, before: Event, standing: Standing) -> Imported:
    if standing is Standing.EARLIER or before.cancelled_at is not None:
        return _unchanged(_left(standing))
    context.run(event_statements.CANCEL, id=before.id, now=context.now, why="")
    cancel_upcoming(context, before.id, reason="")
    _note_version(context, context.get(Event, before.id), external)
    context.emit(EventCancelled(event=before.id))
    return Imported(Outcome.CANCELLED)


def _changes(before: Event, external: ExternalEvent, schedule: RecurrenceSchedule) -> dict[str, Any]:
    """The fields that are not as they were."""
    new = {name: getattr(external, name) for name in _TEXTS} | schedule.fields()
    return {name: value for name, value in new.items() if value != getattr(before, name)}


def _in_zone_of(before: Event, external: ExternalEvent) -> tuple[ExternalOccurrence, ...]:
    """The overrides in the time zone of the event that is there."""
    if before.time_zone == external.time_zone or is_date(external.local_start):
        return external.overrides
    source, target = parse_time_zone(external.time_zone), parse_time_zone(before.time_zone)
    return tuple(override_in_zone(override, source, target) for override in external.overrides)


def _further_dates(before: Event, overrides: Sequence[ExternalOccurrence]) -> dict[str, Any]:
    """More occurrences of an event that was made up for some."""
    if any(is_date(override.original_start) is not is_date(before.local_start) for override in overrides):
        return {}
    starts = {before.local_start, *before.rdates}
    added = {_normal(override.original_start) for override in overrides} - starts
    return {"rdates": tuple(sorted({*before.rdates, *added}))} if added else {}


def _normal(local: str) -> str:
    return format_local(parse_local(local, "overrides"), all_day=is_date(local))


def _is_over(context: Context, before: Event, schedule: RecurrenceSchedule, changes: dict[str, Any]) -> bool:
    """Whether it takes place once, is over, and would have another time."""
    if before.recurs or schedule.recurs or not changes.keys() - set(_TEXTS):
        return False
    return not context.rows(occurrences.UPCOMING_OF_EVENT, event=before.id, now=context.now)


def _note_version(context: Context, after: Event, external: ExternalEvent) -> None:
    context.run(
        sql.SET_VERSION,
        id=after.id,
        new_source_sequence=external.sequence,
        new_source_modified_at=external.modified_at,
        # Whoever has it from here must see that it is a later one, too.
        new_sequence=max(after.sequence, external.sequence),
    )
