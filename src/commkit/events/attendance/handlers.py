"""How an occurrence is answered: who gets a seat, and who a number on the waitlist."""

from attrs import evolve

from commkit.events.attendance import statements as sql
from commkit.events.attendance.facts import RsvpChanged
from commkit.events.attendance.messages import Rsvp
from commkit.events.attendance.records import RsvpStatus
from commkit.events.capacity.handlers import promote_waitlist
from commkit.events.feature import events
from commkit.events.occurrences.policy import is_open, occurrence_closed
from commkit.events.occurrences.records import Occurrence
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_WITHOUT_ROW = (None, RsvpStatus.INVITED)


@events.handles(Rsvp)
def rsvp(context: Context, command: Rsvp) -> Occurrence:
    """Take a seat or a number on the waitlist, or give it up."""
    before = context.get(Occurrence, command.occurrence)
    status = RsvpStatus(command.status)
    if not is_open(before, context.now):
        raise occurrence_closed(before)
    if before.my_status is RsvpStatus.WAITLISTED and status is not RsvpStatus.GOING:
        # Others change this status when they give a seat up: lock the row, and read it again.
        context.run(sql.LOCK, id=before.id)
        before = context.get(Occurrence, before.id)
    waits = before.my_status is RsvpStatus.WAITLISTED and status is RsvpStatus.GOING
    if waits or status is before.my_status:
        return before
    return change_rsvp(context, before, context.member, status)


def change_rsvp(context: Context, before: Occurrence, member: MemberId, status: RsvpStatus) -> Occurrence:
    """Change a member's RSVP, and give a seat that becomes free to the next on the waitlist.

    Args:
        context: The context.
        before: The occurrence before the change, with the member's RSVP as `my_status`.
        member: The member.
        status: The new RSVP; differs from the one of before.

    Returns:
        The occurrence after the change.

    Raises:
        Conflict: It is over or cancelled, the RSVP was changed in the meantime, or the member is checked in.
    """
    going = status is RsvpStatus.GOING
    after = _take_seat(context, before) if going else _release_seat(context, before, status)
    assert after.my_status is not None
    _save(context, after, member, before=before.my_status)
    context.emit(
        RsvpChanged(
            occurrence=before.id,
            member=member,
            before=before.my_status,
            status=after.my_status,
            waitlist_position=after.waitlist_position,
        )
    )
    if before.my_status is not RsvpStatus.GOING:
        return after
    promoted = promote_waitlist(
        context, before.id, capacity=after.capacity, going=after.going, waitlisted=after.waitlisted
    )
    return evolve(after, going=after.going + promoted, waitlisted=after.waitlisted - promoted)


def _take_seat(context: Context, before: Occurrence) -> Occurrence:
    changed = context.rows(
        sql.TAKE_SEAT,
        id=before.id,
        was_maybe=int(before.my_status is RsvpStatus.MAYBE),
        was_declined=int(before.my_status is RsvpStatus.DECLINED),
        now=context.now,
    )
    if not changed:
        raise occurrence_closed(before)
    ((going, waitlisted, last_position),) = changed
    return evolve(
        before,
        going=going,
        waitlisted=waitlisted,
        maybe=before.maybe - (before.my_status is RsvpStatus.MAYBE),
        declined=before.declined - (before.my_status is RsvpStatus.DECLINED),
        my_status=RsvpStatus.WAITLISTED if waitlisted else RsvpStatus.GOING,
        waitlist_position=last_position if waitlisted else None,
    )


def _release_seat(context: Context, before: Occurrence, status: RsvpStatus) -> Occurrence:
    more_maybe = (status is RsvpStatus.MAYBE) - (before.my_status is RsvpStatus.MAYBE)
    more_declined = (status is RsvpStatus.DECLINED) - (before.my_status is RsvpStatus.DECLINED)
    changed = context.rows(
        sql.RELEASE_SEAT,
        id=before.id,
        was_going=int(before.my_status is RsvpStatus.GOING),
        was_waitlisted=int(before.my_status is RsvpStatus.WAITLISTED),
        more_maybe=more_maybe,
        more_declined=more_declined,
        now=context.now,
    )
    if not changed:
        raise occurrence_closed(before)
    ((capacity, going, waitlisted),) = changed
    return evolve(
        before,
        capacity=capacity,
        going=going,
        waitlisted=waitlisted,
        maybe=before.maybe + more_maybe,
        declined=before.declined + more_declined,
        my_status=status,
        waitlist_position=None,
    )


def _save(context: Context, after: Occurrence, member: MemberId, *, before: RsvpStatus | None) -> None:
    """Save the member's RSVP, if it still is the one of before; else the whole command is undone."""
    if before in _WITHOUT_ROW:
        saved = context.run(
            sql.ADD,
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
        saved = context.run(
            sql.CHANGE,
            occurrence=after.id,
            member=member,
            expected=before,
            new_status=after.my_status,
            new_position=after.waitlist_position,
            now=context.now,
        )
    if not saved:
        raise Conflict(
            "events.rsvp_changed", "this RSVP was changed in the meantime, or the member is checked in"
        )
