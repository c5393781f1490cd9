"""How events of other systems come in: what does not fit is skipped and counted, what is known is left alone."""

from collections import Counter
from typing import Any

from attrs import evolve

from commkit.events import statements as sql
from commkit.events.commands import ExternalEvent, ExternalOccurrence, ImportEvents
from commkit.events.facts import EventsImported
from commkit.events.feature import EventSettings, events
from commkit.events.handlers import cancel_upcoming, draft
from commkit.events.messages import CreateEvent
from commkit.events.policy import check_event
from commkit.events.records import Event, EventId, ImportedEvents, OccurrenceId
from commkit.events.recurrence import RecurrenceSchedule
from commkit.events.scheduling import create_occurrences, drop_jobs, reschedule_jobs
from commkit.events.times import is_day, read_span, read_wall, written
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context

KNOWN = "already imported"
"""Why an event is skipped whose uid is here already."""


@events.handles(ImportEvents)
def import_events(context: Context, command: ImportEvents) -> ImportedEvents:
    """One by one, each with its occurrences to come."""
    taken: list[EventId] = []
    skipped: Counter[str] = Counter()
    for foreign in command.events:
        try:
            id = _import(context, foreign)
        except Invalid as invalid:
            skipped[reason_of(invalid)] += 1
            continue
        if id is None:
            skipped[KNOWN] += 1
        else:
            taken.append(id)
    if taken:
        context.emit(EventsImported(events=tuple(taken)))
    return ImportedEvents(len(taken), dict(skipped))


def reason_of(invalid: Invalid) -> str:
    """What is wrong with an event, in few words: `ends before start`."""
    fault = invalid.errors[0]
    field = fault.path.partition("[")[0]
    return f"{field} {fault.code.replace('_', ' ')}"


def check_external(
    foreign: ExternalEvent, settings: EventSettings, type: Any
) -> tuple[CreateEvent, RecurrenceSchedule]:
    """The plan that a foreign event comes to, and when it takes place.

    Raises:
        Invalid: It cannot be one, or it never takes place.
    """
    plan = CreateEvent(
        title=foreign.title,
        body=foreign.body,
        location=foreign.location,
        url=foreign.url,
        starts=foreign.starts,
        ends=foreign.ends,
        zone=foreign.zone,
        rule=foreign.rule,
        extra=foreign.extra,
        without=foreign.without,
    )
    schedule = check_event(plan, settings, type)
    if schedule.following(None) is None:
        raise Invalid.field("rule", "never", "it never takes place")
    for apart in foreign.overrides:
        told = [text for text in (apart.original_start, apart.starts, apart.ends) if text is not None]
        if any(is_day(text) is not schedule.span.all_day for text in told):
            raise Invalid.field(
                "overrides", "mixed_forms", "give times to an event with times, and days to one of days"
            )
        read_wall(apart.original_start, "overrides")
        if apart.starts is not None and apart.ends is not None:
            read_span(apart.starts, apart.ends)
    return plan, schedule


def _import(context: Context, foreign: ExternalEvent) -> EventId | None:
    """Its id here; None where its uid is known."""
    plan, schedule = check_external(foreign, context.settings(EventSettings), context.community_type)
    event = draft(context, plan, schedule, uid=foreign.uid)
    if foreign.cancelled:
        event = evolve(event, cancelled_at=context.now)
    if not context.run(sql.ADD_EVENT, event, cohosts=0, made_until=event.starts, extending=None):
        return None
    create_occurrences(context, event, schedule)
    here = {original: id for id, original in context.rows(sql.ORIGINALS, event=event.id)}
    for apart in foreign.overrides:
        id = here.get(written(read_wall(apart.original_start, "overrides"), all_day=schedule.span.all_day))
        if id is not None:
            _apply_override(context, event, schedule, apart, id=OccurrenceId(id))
    if foreign.cancelled:
        cancel_upcoming(context, event.id, reason="")
    return event.id


def _apply_override(
    context: Context,
    event: Event,
    schedule: RecurrenceSchedule,
    apart: ExternalOccurrence,
    *,
    id: OccurrenceId,
) -> None:
    """Also where it is over: it is what happened."""
    if apart.starts is None or apart.ends is None:
        context.run(sql.SET_CANCELLED, id=id, now=context.now)
        drop_jobs(context, id)
        return
    span = read_span(apart.starts, apart.ends)
    starts_at, ends_at = span.moments(schedule.zone)
    times = {
        "new_starts": span.starts,
        "new_ends": span.ends,
        "new_starts_at": starts_at,
        "new_ends_at": ends_at,
    }
    if context.run(sql.MOVE, id=id, **times):
        reschedule_jobs(context, id, event=event, starts_at=starts_at, ends_at=ends_at)
