"""Who is told what: the worker turns facts into notices, by the members whom they concern."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from commkit.events.chores import Attending, GiveUpSeats, OpenFollowUp
from commkit.events.facts import (
    CohostAdded,
    EventCancelled,
    EventEdited,
    MembersInvited,
    OccurrenceCancelled,
    OccurrenceComing,
    OccurrenceEnded,
    OccurrenceMoved,
    SeatsGiven,
)
from commkit.events.feature import EventSettings, events
from commkit.events.records import Answer, EventId, OccurrenceId
from commkit.members import MemberLeft, Standing, StandingChanged
from commkit.notifications import Notify
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_PAGE = 500
_WANT_TO_COME = (Answer.GOING, Answer.WAITLISTED, Answer.MAYBE)
_COME = (Answer.GOING, Answer.MAYBE)


@events.subscribes_to(MembersInvited)
def tell_invited(delivery: Any, fact: MembersInvited) -> None:
    """Those who were invited."""
    with delivery.session(once=True) as session:
        _tell(session, "events.invited", fact.members, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(CohostAdded)
def tell_cohost(delivery: Any, fact: CohostAdded) -> None:
    """Who helps to host it."""
    with delivery.session(once=True) as session:
        _tell(session, "events.cohost", (fact.member,), record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(SeatsGiven)
def tell_seated(delivery: Any, fact: SeatsGiven) -> None:
    """Those who waited and have a seat."""
    with delivery.session(once=True) as session:
        _tell(
            session, "events.seat_given", fact.members, record="Occurrence", object=fact.occurrence, by=None
        )


@events.subscribes_to(EventEdited)
def tell_rescheduled(delivery: Any, fact: EventEdited) -> None:
    """Those who want to come, where the schedule is another one."""
    if fact.moved:
        with delivery.session(once=True) as session:
            for page in _attending(session, fact, fact.event):
                _tell(session, "events.moved", page, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(EventCancelled)
def tell_cancelled(delivery: Any, fact: EventCancelled) -> None:
    """Those who wanted to come to any of it."""
    with delivery.session(once=True) as session:
        for page in _attending(session, fact, fact.event):
            _tell(session, "events.cancelled", page, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(OccurrenceMoved, OccurrenceCancelled, OccurrenceComing)
def tell_of_occurrence(delivery: Any, fact: Any) -> None:
    """Those who want to come to it; reminded are those who have a seat or may come."""
    kind = {OccurrenceMoved: "events.moved", OccurrenceCancelled: "events.cancelled"}.get(
        type(fact), "events.coming"
    )
    answers = _COME if kind == "events.coming" else _WANT_TO_COME
    with delivery.session(once=True) as session:
        for page in _attending(session, fact, fact.event, occurrence=fact.occurrence, answers=answers):
            _tell(session, kind, page, record="Occurrence", object=fact.occurrence, by=fact.actor)


@events.subscribes_to(OccurrenceEnded)
def ask_how_it_was(delivery: Any, fact: OccurrenceEnded) -> None:
    """Those who had a seat; who of them may answer is seen when they do."""
    with delivery.session(once=True) as session:
        if not session.settings(EventSettings).ask_after or session.community.archived_at is not None:
            return
        for page in _attending(
            session, fact, fact.event, occurrence=fact.occurrence, answers=(Answer.GOING,)
        ):
            _tell(session, "events.ended", page, record="Occurrence", object=fact.occurrence, by=None)


@events.subscribes_to(OccurrenceEnded)
def open_thread(delivery: Any, fact: OccurrenceEnded) -> None:
    """The thread after it, where the event has one."""
    with delivery.session(once=True) as session:
        if session.community.archived_at is None:
            session.do(OpenFollowUp(fact.occurrence))


@events.subscribes_to(MemberLeft, StandingChanged)
def free_seats(delivery: Any, fact: Any) -> None:
    """Who left or was banned keeps no seat from others."""
    if isinstance(fact, StandingChanged) and fact.standing is not Standing.BANNED:
        return
    while True:  # each round leaves fewer
        with delivery.session() as session:
            if not session.do(GiveUpSeats(fact.member)):
                return


def _attending(
    session: Session,
    fact: Any,
    event: EventId,
    *,
    occurrence: OccurrenceId | None = None,
    answers: Sequence[Answer] = _WANT_TO_COME,
) -> Iterator[tuple[MemberId, ...]]:
    """Those who gave one of some answers to what was not over when the fact was told, page by page."""
    after: MemberId | None = None
    while True:
        page = session.ask(
            Attending(
                event=event,
                occurrence=occurrence,
                answers=tuple(answers),
                since=fact.at,
                after=after,
                limit=_PAGE,
            )
        )
        if page:
            yield page
        if len(page) < _PAGE:
            return
        after = page[-1]


def _tell(
    session: Session, kind: str, to: Iterable[MemberId], *, record: str, object: UUID, by: MemberId | None
) -> None:
    wanted = tuple(member for member in to if member != by)
    if wanted:
        session.do(Notify(kind=kind, to=wanted, record=record, object=object, by=by))
