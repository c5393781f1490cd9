"""How attendees are checked in, by a host or with a code."""

from commkit.events.attendance import statements as attendance
from commkit.events.attendance.records import Attendee, RsvpStatus
from commkit.events.check_in import statements as sql
from commkit.events.check_in.facts import AttendeeCheckedIn
from commkit.events.check_in.messages import CheckInAttendee, CheckInWithCode, CreateCheckInCode
from commkit.events.check_in.policy import check_window, hash_code, matches, new_code
from commkit.events.check_in.records import CheckInCode
from commkit.events.feature import events
from commkit.events.occurrences.records import Occurrence
from commkit.runtime.model.errors import Conflict, Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@events.handles(CreateCheckInCode)
def create_check_in_code(context: Context, command: CreateCheckInCode) -> CheckInCode:
    """Store the hash of the code, and who created it."""
    occurrence = context.get(Occurrence, command.occurrence, need="events.edit")
    code = new_code()
    context.run(sql.SET_CODE, id=occurrence.id, new_hash=hash_code(code), by=context.member_or_none)
    return CheckInCode(occurrence.id, code)


@events.handles(CheckInAttendee)
def check_in_attendee(context: Context, command: CheckInAttendee) -> Attendee:
    """Check that the actor may edit the event, and check the attendee in."""
    return _check_in(context, context.get(Occurrence, command.occurrence, need="events.edit"), command.member)


@events.handles(CheckInWithCode)
def check_in_with_code(context: Context, command: CheckInWithCode) -> Attendee:
    """Check the code and the authority behind it, and check the actor in."""
    occurrence = context.get(Occurrence, command.occurrence)
    ((stored, creator, creator_key),) = context.rows(sql.CODE, id=occurrence.id)
    # Without a creator the code is the host application's own.
    is_valid = matches(command.code, stored) and (
        creator is None or _may_edit(context, occurrence, creator_key)
    )
    if not is_valid:
        raise Denied("events.wrong_code", "this is not a valid code; ask a host for it")
    return _check_in(context, occurrence, context.member)


def _may_edit(context: Context, occurrence: Occurrence, key: str) -> bool:
    """Whether the creator of a code may edit the event now."""
    try:
        with context.viewing_as(key):
            context.get(Occurrence, occurrence.id, need="events.edit")
    except (Denied, NotFound):
        return False
    return True


def _check_in(context: Context, occurrence: Occurrence, member: MemberId) -> Attendee:
    check_window(occurrence, context.now)
    attendee = context.one(attendance.ATTENDEE, occurrence=occurrence.id, member=member)
    if attendee is None or attendee.status is not RsvpStatus.GOING:
        raise NotFound("events.has_no_seat", "this member has no seat; they have to answer first")
    if attendee.checked_in_at is not None:
        return attendee
    if not context.run(sql.COUNT_CHECK_IN, id=occurrence.id):
        raise Conflict("events.cancelled", "this was cancelled")  # since it was loaded
    if not context.run(sql.CHECK_IN, occurrence=occurrence.id, member=member, now=context.now):
        raise Conflict("events.rsvp_changed", "this seat was given up, or checked in, in the meantime")
    context.emit(AttendeeCheckedIn(occurrence=occurrence.id, member=member))
    return Attendee(member, attendee.status, None, attendee.responded_at, context.now)
