"""How an occurrence is answered: who gets a seat, who waits, and who is next when a seat comes free."""

from attrs import evolve

from commkit.events import attendance_statements as sql
from commkit.events.commands import ReleaseSeats
from commkit.events.facts import RsvpChanged, WaitlistPromoted
from commkit.events.feature import events
from commkit.events.messages import Rsvp
from commkit.events.policy import closed, is_open
from commkit.events.records import Occurrence, OccurrenceId, RsvpStatus
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_IN_ONE_FACT = 500
_AT_ONCE = 100
"""Seats that are given up in one unit."""
_WITHOUT_ROW = (None, RsvpStatus.INVITED)


@events.handles(Rsvp)
def rsvp(context: Context, command: Rsvp) -> Occurrence:
    """Take a seat or a place on the waitlist, or give it up."""
    seen = context.get(Occurrence, command.occurrence)
    wanted = RsvpStatus(command.status)
    if not is_open(seen, context.now):
        raise closed(seen)
    if seen.my_status is RsvpStatus.WAITLISTED and wanted is not RsvpStatus.GOING:
        # The only answer that others change: they may be giving a seat for it right now.
        context.run(sql.LOCK, id=seen.id)
        seen = context.get(Occurrence, seen.id)
    if wanted is seen.my_status or (wanted is RsvpStatus.GOING and seen.my_status is RsvpStatus.WAITLISTED):
        return seen
    return change_rsvp(context, seen, context.member, wanted)


def change_rsvp(context: Context, seen: Occurrence, member: MemberId, wanted: RsvpStatus) -> Occurrence:
    """Note an answer that differs from the one that was seen, and let those who wait move up.

    Raises:
        Conflict: It is over by now, or this member's answer was changed since, or the member is checked in.
    """
    after = _take_seat(context, seen) if wanted is RsvpStatus.GOING else _release_seat(context, seen, wanted)
    assert after.my_status is not None
    _save_rsvp(context, after, member, seen=seen.my_status)
    context.emit(
        RsvpChanged(
            occurrence=seen.id,
            member=member,
            before=seen.my_status,
            status=after.my_status,
            waitlist_position=after.waitlist_position,
        )
    )
    if seen.my_status is not RsvpStatus.GOING:
        return after
    seats = promote_waitlist(
        context, seen.id, capacity=after.capacity, going=after.going, waitlisted=after.waitlisted
    )
    return evolve(after, going=after.going + seats, waitlisted=after.waitlisted - seats)


def promote_waitlist(
    context: Context, id: OccurrenceId, *, capacity: int | None, going: int, waitlisted: int
) -> int:
    """Give free seats to those who wait, the longest first; gives how many got one.

    Args:
        context: Whose command changed the row of the occurrence before, so that nobody else can.
        id: The occurrence.
        capacity: Its seats, as that change left them.
        going: Its seats taken.
        waitlisted: Who waits.
    """
    seats = waitlisted if capacity is None else min(waitlisted, capacity - going)
    if seats <= 0:
        return 0
    if not context.run(sql.PROMOTE, id=id, seats=seats):
        raise Conflict("events.changed", "its seats were changed since; try again")
    seated = sorted(context.rows(sql.PROMOTE_NEXT, occurrence=id, seats=seats))
    members = tuple(MemberId(member) for _, member in seated)
    for start in range(0, len(members), _IN_ONE_FACT):
        context.emit(WaitlistPromoted(occurrence=id, members=members[start : start + _IN_ONE_FACT]))
    return seats


@events.handles(ReleaseSeats)
def release_seats(context: Context, command: ReleaseSeats) -> bool:
    """Who is gone keeps no seat from others."""
    held = context.rows(sql.HELD_SEATS, member=command.member, now=context.now, size=_AT_ONCE)
    for (id,) in held:
        context.run(sql.LOCK, id=id)
        given = context.one(sql.ONE, occurrence=id, member=command.member)
        if given is not None and given.checked_in_at is None:
            seen = evolve(context.get(Occurrence, id), my_status=given.status)
            change_rsvp(context, seen, command.member, RsvpStatus.DECLINED)
    return len(held) == _AT_ONCE


def _take_seat(context: Context, seen: Occurrence) -> Occurrence:
    changed = context.rows(
        sql.TAKE_SEAT,
        id=seen.id,
        was_maybe=int(seen.my_status is RsvpStatus.MAYBE),
        was_declined=int(seen.my_status is RsvpStatus.DECLINED),
        now=context.now,
    )
    if not changed:
        raise closed(seen)
    ((going, waitlisted, last_position),) = changed
    return evolve(
        seen,
        going=going,
        waitlisted=waitlisted,
        maybe=seen.maybe - (seen.my_status is RsvpStatus.MAYBE),
        declined=seen.declined - (seen.my_status is RsvpStatus.DECLINED),
        my_status=RsvpStatus.WAITLISTED if waitlisted else RsvpStatus.GOING,
        waitlist_position=last_position if waitlisted else None,
    )


def _release_seat(context: Context, seen: Occurrence, wanted: RsvpStatus) -> Occurrence:
    more_maybe = (wanted is RsvpStatus.MAYBE) - (seen.my_status is RsvpStatus.MAYBE)
    more_declined = (wanted is RsvpStatus.DECLINED) - (seen.my_status is RsvpStatus.DECLINED)
    changed = context.rows(
        sql.RECOUNT,
        id=seen.id,
        was_going=int(seen.my_status is RsvpStatus.GOING),
        was_waiting=int(seen.my_status is RsvpStatus.WAITLISTED),
        more_maybe=more_maybe,
        more_declined=more_declined,
        now=context.now,
    )
    if not changed:
        raise closed(seen)
    ((capacity, going, waitlisted),) = changed
    return evolve(
        seen,
        capacity=capacity,
        going=going,
        waitlisted=waitlisted,
        maybe=seen.maybe + more_maybe,
        declined=seen.declined + more_declined,
        my_status=wanted,
        waitlist_position=None,
    )


def _save_rsvp(context: Context, after: Occurrence, member: MemberId, *, seen: RsvpStatus | None) -> None:
    """The row of the member, unless it is not as it was seen: then all of this is undone."""
    if seen in _WITHOUT_ROW:
        noted = context.run(
            sql.ADD_RSVP,
            occurrence=after.id,
            member=member,
            status=after.my_status,
            waitlist_position=after.waitlist_position,
            responded_at=context.now,
            checked_in_at=None,
            stars=None,
            comment="",
            rated_at=None,
        )
    else:
        noted = context.run(
            sql.CHANGE_RSVP,
            occurrence=after.id,
            member=member,
            seen=seen,
            new_answer=after.my_status,
            new_position=after.waitlist_position,
            now=context.now,
        )
    if not noted:
        raise Conflict(
            "events.rsvp_changed", "this answer was changed since, or its giver is checked in; look again"
        )
