"""What the host itself does with events when its time has come: extend, remind, close, open the thread after it."""

from uuid import UUID

from commkit.communities import CommunityReopened
from commkit.events import seating
from commkit.events import statements as sql
from commkit.events.chores import Attending, CloseOccurrence, ExtendSeries, OpenFollowUp, RemindAttendees
from commkit.events.facts import FollowUpOpened, OccurrenceComing, OccurrenceEnded, SeriesExtended
from commkit.events.feature import events
from commkit.events.occurring import make_next
from commkit.events.policy import schedule_of
from commkit.events.records import Event, Occurrence
from commkit.posts import Publish
from commkit.runtime.delivery.scheduled import schedule
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_NOBODY = UUID(int=0)
_MOST = 1_000


@events.handles(ExtendSeries)
def extend_series(session: Session, command: ExtendSeries) -> Event:
    """The next occurrences, unless it was cancelled in the meantime."""
    session.run(sql.LOCK_EVENT, id=command.event)
    event = session.get(Event, command.event)
    if event.cancelled_at is None:
        ((made_until, _),) = session.rows(sql.SERIES, id=event.id)
        added = make_next(session, event, schedule_of(event), made_until=made_until)
        if added:
            session.emit(SeriesExtended(event=event.id, added=added))
    return event


@events.reacts_to(CommunityReopened)
def go_on_again(session: Session, fact: CommunityReopened) -> None:
    """What was to be extended while the community was archived is extended now."""
    for (event,) in session.rows(sql.STOPPED):
        schedule(session, ExtendSeries(event), at=session.now, as_system=True)


@events.handles(RemindAttendees)
def remind_attendees(session: Session, command: RemindAttendees) -> Occurrence:
    """Once, and only while it is still ahead."""
    if session.run(sql.REMIND, id=command.occurrence, now=session.now):
        found = session.get(Occurrence, command.occurrence)
        session.emit(OccurrenceComing(event=found.event, occurrence=found.id))
        return found
    return session.get(Occurrence, command.occurrence)


@events.handles(CloseOccurrence)
def close_occurrence(session: Session, command: CloseOccurrence) -> Occurrence:
    """Once, and only when it is over."""
    closed = session.run(sql.CLOSE, id=command.occurrence, now=session.now)
    found = session.get(Occurrence, command.occurrence)
    if closed:
        session.emit(
            OccurrenceEnded(event=found.event, occurrence=found.id, going=found.going, came=found.came)
        )
    return found


@events.handles(OpenFollowUp)
def open_follow_up(session: Session, command: OpenFollowUp) -> Occurrence:
    """By the community itself; once, as the occurrence's row decides."""
    found = session.get(Occurrence, command.occurrence)
    event = session.get(Event, found.event)
    if not event.follow_up or found.thread is not None:
        return found
    day = found.starts.partition("T")[0]
    opened = session.do(
        Publish(kind=event.follow_up, title=f"{event.title[:250]} ({day})", body=f"{event.title}, {day}.")
    )
    if not session.run(sql.SET_THREAD, id=found.id, new_thread=opened.id):
        raise Conflict("events.followed", "its thread was opened by another worker")
    session.emit(FollowUpOpened(occurrence=found.id, thread=opened.id))
    return session.get(Occurrence, found.id)


@events.handles(Attending)
def attending(session: Session, query: Attending) -> tuple[MemberId, ...]:
    """By their ids, each once."""
    rows = session.rows(
        seating.ATTENDING,
        event=query.event,
        occurrence=query.occurrence,
        all_of_it=query.occurrence is None,
        answers=list(query.answers),
        since=query.since,
        after=query.after or _NOBODY,
        size=min(max(query.limit, 1), _MOST),
    )
    return tuple(MemberId(member) for (member,) in rows)
