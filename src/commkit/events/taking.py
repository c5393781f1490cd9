"""How events of other systems come in: what does not fit is skipped and counted, what is known is left alone."""

from collections import Counter
from typing import Any

from attrs import evolve

from commkit.events import statements as sql
from commkit.events.chores import ForeignEvent, ForeignOccurrence, TakeEvents
from commkit.events.facts import EventsTaken
from commkit.events.feature import EventSettings, events
from commkit.events.handlers import cancel_to_come, draft
from commkit.events.messages import PlanEvent
from commkit.events.occurring import cancel_many_scheduled, make_first, replan
from commkit.events.policy import check_plan
from commkit.events.records import Event, EventId, OccurrenceId, TakenEvents
from commkit.events.recurrence import Schedule
from commkit.events.times import is_day, read_span, read_wall, written
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.session import Session

KNOWN = "already imported"
"""Why an event is skipped whose uid is here already."""


@events.handles(TakeEvents)
def take_events(session: Session, command: TakeEvents) -> TakenEvents:
    """One by one, each with its occurrences to come."""
    taken: list[EventId] = []
    skipped: Counter[str] = Counter()
    for foreign in command.events:
        try:
            id = _take(session, foreign)
        except Invalid as invalid:
            skipped[reason_of(invalid)] += 1
            continue
        if id is None:
            skipped[KNOWN] += 1
        else:
            taken.append(id)
    if taken:
        session.emit(EventsTaken(events=tuple(taken)))
    return TakenEvents(len(taken), dict(skipped))


def reason_of(invalid: Invalid) -> str:
    """What is wrong with an event, in few words: `ends before start`."""
    fault = invalid.errors[0]
    field = fault.path.partition("[")[0]
    return f"{field} {fault.code.replace('_', ' ')}"


def check_foreign(foreign: ForeignEvent, settings: EventSettings, type: Any) -> tuple[PlanEvent, Schedule]:
    """The plan that a foreign event comes to, and when it takes place.

    Raises:
        Invalid: It cannot be one, or it never takes place.
    """
    plan = PlanEvent(
        title=foreign.title,
        body=foreign.body,
        place=foreign.place,
        url=foreign.url,
        starts=foreign.starts,
        ends=foreign.ends,
        zone=foreign.zone,
        rule=foreign.rule,
        extra=foreign.extra,
        without=foreign.without,
    )
    schedule = check_plan(plan, settings, type)
    if schedule.following(None) is None:
        raise Invalid.field("rule", "never", "it never takes place")
    for apart in foreign.apart:
        told = [text for text in (apart.original, apart.starts, apart.ends) if text is not None]
        if any(is_day(text) is not schedule.span.all_day for text in told):
            raise Invalid.field(
                "apart", "mixed_forms", "give times to an event with times, and days to one of days"
            )
        read_wall(apart.original, "apart")
        if apart.starts is not None and apart.ends is not None:
            read_span(apart.starts, apart.ends)
    return plan, schedule


def _take(session: Session, foreign: ForeignEvent) -> EventId | None:
    """Its id here; None where its uid is known."""
    plan, schedule = check_foreign(foreign, session.settings(EventSettings), session.community_type)
    event = draft(session, plan, schedule, uid=foreign.uid)
    if foreign.cancelled:
        event = evolve(event, cancelled_at=session.now)
    if not session.run(sql.ADD_EVENT, event, cohosts=0, made_until=event.starts, extending=None):
        return None
    make_first(session, event, schedule)
    here = {original: id for id, original in session.rows(sql.ORIGINALS, event=event.id)}
    for apart in foreign.apart:
        id = here.get(written(read_wall(apart.original, "apart"), all_day=schedule.span.all_day))
        if id is not None:
            _set_apart(session, event, schedule, apart, id=OccurrenceId(id))
    if foreign.cancelled:
        cancel_to_come(session, event.id, reason="")
    return event.id


def _set_apart(
    session: Session, event: Event, schedule: Schedule, apart: ForeignOccurrence, *, id: OccurrenceId
) -> None:
    """Also where it is over: it is what happened."""
    if apart.starts is None or apart.ends is None:
        session.run(sql.SET_CANCELLED, id=id, now=session.now)
        cancel_many_scheduled(session, id)
        return
    span = read_span(apart.starts, apart.ends)
    starts_at, ends_at = span.moments(schedule.zone)
    times = {
        "new_starts": span.starts,
        "new_ends": span.ends,
        "new_starts_at": starts_at,
        "new_ends_at": ends_at,
    }
    if session.run(sql.MOVE, id=id, **times):
        replan(session, id, event=event, starts_at=starts_at, ends_at=ends_at)
