"""How an occurrence is answered: who gets a seat, who waits, and who is next when a seat comes free."""

from attrs import evolve

from commkit.events import seating as sql
from commkit.events.chores import GiveUpSeats
from commkit.events.facts import EventAnswered, SeatsGiven
from commkit.events.feature import events
from commkit.events.messages import Rsvp
from commkit.events.policy import closed, is_open
from commkit.events.records import Answer, Occurrence, OccurrenceId
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_IN_ONE_FACT = 500
_AT_ONCE = 100
"""Seats that are given up in one unit."""
_HAS_NO_ROW = (None, Answer.INVITED)


@events.handles(Rsvp)
def rsvp(session: Session, command: Rsvp) -> Occurrence:
    """Take a seat or a place on the waitlist, or give it up."""
    seen = session.get(Occurrence, command.occurrence)
    wish = Answer(command.answer)
    if not is_open(seen, session.now):
        raise closed(seen)
    if seen.mine is Answer.WAITLISTED and wish is not Answer.GOING:
        # The only answer that others change: they may be giving a seat for it right now.
        session.run(sql.LOCK, id=seen.id)
        seen = session.get(Occurrence, seen.id)
    if wish is seen.mine or (wish is Answer.GOING and seen.mine is Answer.WAITLISTED):
        return seen
    return answer(session, seen, session.member, wish)


def answer(session: Session, seen: Occurrence, member: MemberId, wish: Answer) -> Occurrence:
    """Note an answer that differs from the one that was seen, and let those who wait move up.

    Raises:
        Conflict: It is over by now, or this member's answer was changed since, or the member is checked in.
    """
    after = _want_seat(session, seen) if wish is Answer.GOING else _give_up(session, seen, wish)
    assert after.mine is not None
    _note(session, after, member, seen=seen.mine)
    session.emit(
        EventAnswered(
            occurrence=seen.id, member=member, before=seen.mine, answer=after.mine, position=after.position
        )
    )
    if seen.mine is not Answer.GOING:
        return after
    seats = seat_those_who_wait(
        session, seen.id, capacity=after.capacity, going=after.going, waiting=after.waiting
    )
    return evolve(after, going=after.going + seats, waiting=after.waiting - seats)


def seat_those_who_wait(
    session: Session, id: OccurrenceId, *, capacity: int | None, going: int, waiting: int
) -> int:
    """Give free seats to those who wait, the longest first; gives how many got one.

    Args:
        session: Whose command changed the row of the occurrence before, so that nobody else can.
        id: The occurrence.
        capacity: Its seats, as that change left them.
        going: Its seats taken.
        waiting: Who waits.
    """
    seats = waiting if capacity is None else min(waiting, capacity - going)
    if seats <= 0:
        return 0
    if not session.run(sql.GIVE_SEATS, id=id, seats=seats):
        raise Conflict("events.changed", "its seats were changed since; try again")
    seated = sorted(session.rows(sql.SEAT_NEXT, occurrence=id, seats=seats))
    members = tuple(MemberId(member) for _, member in seated)
    for start in range(0, len(members), _IN_ONE_FACT):
        session.emit(SeatsGiven(occurrence=id, members=members[start : start + _IN_ONE_FACT]))
    return seats


@events.handles(GiveUpSeats)
def give_up_seats(session: Session, command: GiveUpSeats) -> bool:
    """Who is gone keeps no seat from others."""
    held = session.rows(sql.HELD, member=command.member, now=session.now, size=_AT_ONCE)
    for (id,) in held:
        session.run(sql.LOCK, id=id)
        given = session.one(sql.ONE, occurrence=id, member=command.member)
        if given is not None and given.came_at is None:
            seen = evolve(session.get(Occurrence, id), mine=given.answer)
            answer(session, seen, command.member, Answer.DECLINED)
    return len(held) == _AT_ONCE


def _want_seat(session: Session, seen: Occurrence) -> Occurrence:
    changed = session.rows(
        sql.WANT_SEAT,
        id=seen.id,
        was_maybe=int(seen.mine is Answer.MAYBE),
        was_declined=int(seen.mine is Answer.DECLINED),
        now=session.now,
    )
    if not changed:
        raise closed(seen)
    ((going, waiting, last_position),) = changed
    return evolve(
        seen,
        going=going,
        waiting=waiting,
        maybe=seen.maybe - (seen.mine is Answer.MAYBE),
        declined=seen.declined - (seen.mine is Answer.DECLINED),
        mine=Answer.WAITLISTED if waiting else Answer.GOING,
        position=last_position if waiting else None,
    )


def _give_up(session: Session, seen: Occurrence, wish: Answer) -> Occurrence:
    more_maybe = (wish is Answer.MAYBE) - (seen.mine is Answer.MAYBE)
    more_declined = (wish is Answer.DECLINED) - (seen.mine is Answer.DECLINED)
    changed = session.rows(
        sql.RECOUNT,
        id=seen.id,
        was_going=int(seen.mine is Answer.GOING),
        was_waiting=int(seen.mine is Answer.WAITLISTED),
        more_maybe=more_maybe,
        more_declined=more_declined,
        now=session.now,
    )
    if not changed:
        raise closed(seen)
    ((capacity, going, waiting),) = changed
    return evolve(
        seen,
        capacity=capacity,
        going=going,
        waiting=waiting,
        maybe=seen.maybe + more_maybe,
        declined=seen.declined + more_declined,
        mine=wish,
        position=None,
    )


def _note(session: Session, after: Occurrence, member: MemberId, *, seen: Answer | None) -> None:
    """The row of the member, unless it is not as it was seen: then all of this is undone."""
    if seen in _HAS_NO_ROW:
        noted = session.run(
            sql.ADD_ANSWER,
            occurrence=after.id,
            member=member,
            answer=after.mine,
            position=after.position,
            answered_at=session.now,
            came_at=None,
            stars=None,
            said="",
            rated_at=None,
        )
    else:
        noted = session.run(
            sql.CHANGE_ANSWER,
            occurrence=after.id,
            member=member,
            seen=seen,
            new_answer=after.mine,
            new_position=after.position,
            now=session.now,
        )
    if not noted:
        raise Conflict(
            "events.answered", "this answer was changed since, or its giver is checked in; look again"
        )
