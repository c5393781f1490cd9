"""What the host itself does with events when its time has come: extend, remind, close, open the thread after it."""

from uuid import UUID

from commkit.communities import CommunityReopened
from commkit.events import attendance_statements
from commkit.events import statements as sql
from commkit.events.commands import (
    EndOccurrence,
    ExtendSeries,
    ListEventRecipients,
    OpenFollowUp,
    RemindAttendees,
)
from commkit.events.facts import FollowUpOpened, OccurrenceEnded, OccurrenceReminderDue, SeriesExtended
from commkit.events.feature import events
from commkit.events.policy import schedule_of
from commkit.events.records import Event, Occurrence
from commkit.events.scheduling import extend_occurrences
from commkit.posts import CreateThread
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_NOBODY = UUID(int=0)
_MOST = 1_000


@events.handles(ExtendSeries)
def extend_series(context: Context, command: ExtendSeries) -> Event:
    """The next occurrences, unless it was cancelled in the meantime."""
    context.run(sql.LOCK_EVENT, id=command.event)
    event = context.get(Event, command.event)
    if event.cancelled_at is None:
        ((made_until, _),) = context.rows(sql.SERIES, id=event.id)
        added = extend_occurrences(context, event, schedule_of(event), made_until=made_until)
        if added:
            context.emit(SeriesExtended(event=event.id, added=added))
    return event


@events.reacts_to(CommunityReopened)
def resume_series(context: Context, fact: CommunityReopened) -> None:
    """What was to be extended while the community was archived is extended now."""
    for (event,) in context.rows(sql.STOPPED_SERIES):
        schedule_command(context, ExtendSeries(event), at=context.now, as_system=True)


@events.handles(RemindAttendees)
def remind_attendees(context: Context, command: RemindAttendees) -> Occurrence:
    """Once, and only while it is still ahead."""
    if context.run(sql.REMIND, id=command.occurrence, now=context.now):
        found = context.get(Occurrence, command.occurrence)
        context.emit(OccurrenceReminderDue(event=found.event, occurrence=found.id))
        return found
    return context.get(Occurrence, command.occurrence)


@events.handles(EndOccurrence)
def end_occurrence(context: Context, command: EndOccurrence) -> Occurrence:
    """Once, and only when it is over."""
    closed = context.run(sql.CLOSE, id=command.occurrence, now=context.now)
    found = context.get(Occurrence, command.occurrence)
    if closed:
        context.emit(
            OccurrenceEnded(
                event=found.event, occurrence=found.id, going=found.going, checked_in=found.checked_in
            )
        )
    return found


@events.handles(OpenFollowUp)
def open_follow_up(context: Context, command: OpenFollowUp) -> Occurrence:
    """By the community itself; once, as the occurrence's row decides."""
    found = context.get(Occurrence, command.occurrence)
    event = context.get(Event, found.event)
    if not event.follow_up or found.thread is not None:
        return found
    day = found.starts.partition("T")[0]
    opened = context.do(
        CreateThread(
            kind=event.follow_up, title=f"{event.title[:250]} ({day})", body=f"{event.title}, {day}."
        )
    )
    if not context.run(sql.SET_THREAD, id=found.id, new_thread=opened.id):
        raise Conflict("events.follow_up_exists", "its thread was opened by another worker")
    context.emit(FollowUpOpened(occurrence=found.id, thread=opened.id))
    return context.get(Occurrence, found.id)


@events.handles(ListEventRecipients)
def list_event_recipients(context: Context, query: ListEventRecipients) -> tuple[MemberId, ...]:
    """By their ids, each once."""
    rows = context.rows(
        attendance_statements.RECIPIENTS,
        event=query.event,
        occurrence=query.occurrence,
        all_of_it=query.occurrence is None,
        answers=list(query.answers),
        since=query.since,
        after=query.after or _NOBODY,
        size=min(max(query.limit, 1), _MOST),
    )
    return tuple(MemberId(member) for (member,) in rows)
