"""Being there: checking in, by a host or by a code, and saying afterwards how it was."""

import hashlib
import hmac
import secrets

from commkit.events import attendance_statements as sql
from commkit.events.facts import AttendeeCheckedIn, EventRated
from commkit.events.feature import events
from commkit.events.messages import CheckInAttendee, CheckInWithCode, CreateCheckInCode, RateEvent
from commkit.events.policy import check_check_in_window, closed
from commkit.events.records import Attendee, CheckInCode, Occurrence, RsvpStatus
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 10


@events.handles(CreateCheckInCode)
def create_check_in_code(context: Context, command: CreateCheckInCode) -> CheckInCode:
    """Only its hash is kept."""
    occurrence = context.get(Occurrence, command.occurrence, need="events.edit")
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    context.run(sql.SET_CHECK_IN_CODE, id=occurrence.id, new_hash=_hash(code))
    return CheckInCode(occurrence.id, code)


@events.handles(CheckInAttendee)
def check_in_attendee(context: Context, command: CheckInAttendee) -> Attendee:
    """By who hosts it."""
    return _check_in(context, context.get(Occurrence, command.occurrence, need="events.edit"), command.member)


@events.handles(CheckInWithCode)
def check_in_with_code(context: Context, command: CheckInWithCode) -> Attendee:
    """By who reads the code there."""
    occurrence = context.get(Occurrence, command.occurrence)
    ((known,),) = context.rows(sql.CODE, id=occurrence.id)
    if not known or not hmac.compare_digest(known, _hash(command.code)):
        raise Denied("events.wrong_code", "this is not the code; ask a host for it")
    return _check_in(context, occurrence, context.member)


def _check_in(context: Context, occurrence: Occurrence, member: MemberId) -> Attendee:
    check_check_in_window(occurrence, context.now)
    found = context.one(sql.ONE, occurrence=occurrence.id, member=member)
    if found is None or found.status is not RsvpStatus.GOING:
        raise NotFound("events.has_no_seat", "there is no seat in this name; let them answer first")
    if found.checked_in_at is not None:
        return found
    if not context.run(sql.COUNT_CHECK_IN, id=occurrence.id):
        raise Conflict("events.cancelled", "this was cancelled")  # just now
    if not context.run(sql.CAME, occurrence=occurrence.id, member=member, now=context.now):
        raise Conflict("events.rsvp_changed", "this seat was given up or checked in just now; look again")
    context.emit(AttendeeCheckedIn(occurrence=occurrence.id, member=member))
    return Attendee(member, found.status, None, found.responded_at, context.now)


@events.handles(RateEvent)
def rate_event(context: Context, command: RateEvent) -> Occurrence:
    """One rating each; another one takes its place."""
    member = context.member
    occurrence = context.get(Occurrence, command.occurrence)
    if not 1 <= command.stars <= 5:
        raise Invalid.field("stars", "out_of_range", "give 1 to 5 stars")
    if occurrence.cancelled_at is not None:
        raise closed(occurrence)
    if occurrence.ends_at > context.now:
        raise Conflict("events.not_ended", "say how it was when it is over")
    mine = context.one(sql.ONE, occurrence=occurrence.id, member=member)
    was_there = mine is not None and (
        mine.checked_in_at is not None or (occurrence.checked_in == 0 and mine.status is RsvpStatus.GOING)
    )
    if not was_there:
        raise Denied("events.did_not_attend", "only those who came can say how it was")
    ((before, _),) = context.rows(sql.RATED, occurrence=occurrence.id, member=member)
    context.run(
        sql.COUNT_RATING, id=occurrence.id, more=int(before is None), stars=command.stars - (before or 0)
    )
    if not context.run(
        sql.RATE,
        occurrence=occurrence.id,
        member=member,
        new_stars=command.stars,
        new_comment=command.comment,
        seen=before,
        now=context.now,
    ):
        raise Conflict("events.rated", "this was rated twice at once; look again")
    context.emit(EventRated(occurrence=occurrence.id, stars=command.stars))
    return context.get(Occurrence, occurrence.id)


def _hash(code: str) -> str:
    wanted = code.upper().replace(" ", "").replace("-", "")
    return hashlib.sha256(wanted.encode()).hexdigest()
