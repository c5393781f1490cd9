"""The statements of RSVPs. One UPDATE of the occurrence's row takes a seat or a number of the waitlist.

That row alone decides: whether a seat is free, how many are taken, how many members wait, and which number was given
last. Whoever wants a seat or a number changes the row first and holds its lock until the commit. So the last seat is
given once, and the numbers of the waitlist have no gaps and follow the order of the commits.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, or_, select, update

from commkit.events.attendance.records import Attendee, RsvpStatus
from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.statements import NOT_CANCELLED, THIS
from commkit.events.occurrences.tables import occurrence
from commkit.members import CURRENT_STATUSES, membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement

OPEN = and_(NOT_CANCELLED, occurrence.c.ends_at > bindparam("now"))
"""Occurrences that are neither over nor cancelled."""
RSVPS = and_(
    attendance.c.community_id == bindparam("community_id"),
    attendance.c.occurrence == bindparam("occurrence"),
)
"""The RSVPs to an occurrence."""
RSVP_OF_MEMBER = RSVPS & (attendance.c.member == bindparam("member"))
"""The RSVP of a member to an occurrence."""
_FREE = and_(
    occurrence.c.waitlisted == 0,
    or_(occurrence.c.capacity.is_(None), occurrence.c.going < occurrence.c.capacity),
)


def _if_free(yes: int, no: int) -> ColumnElement[int]:
    return case((_FREE, yes), else_=no)


# --- the counters of the occurrence ----------------------------------------------------------------------------------

LOCK = statement(lambda: update(occurrence).values(going=occurrence.c.going).where(THIS))
"""Locks the occurrence's row, so that a waiting member is not promoted while they change their answer."""
TAKE_SEAT = statement(
    lambda: (
        update(occurrence)
        .values(
            going=occurrence.c.going + _if_free(1, 0),
            waitlisted=occurrence.c.waitlisted + _if_free(0, 1),
            last_position=occurrence.c.last_position + _if_free(0, 1),
            maybe=occurrence.c.maybe - bindparam("was_maybe"),
            declined=occurrence.c.declined - bindparam("was_declined"),
        )
        .where(THIS, OPEN)
        .returning(occurrence.c.going, occurrence.c.waitlisted, occurrence.c.last_position)
    )
)
"""Takes a seat where one is free and nobody waits, else the next number; `waitlisted` is 0 where it took a seat."""
RELEASE_SEAT = statement(
    lambda: (
        update(occurrence)
        .values(
            going=occurrence.c.going - bindparam("was_going"),
            waitlisted=occurrence.c.waitlisted - bindparam("was_waitlisted"),
            maybe=occurrence.c.maybe + bindparam("more_maybe"),
            declined=occurrence.c.declined + bindparam("more_declined"),
        )
        .where(THIS, OPEN)
        .returning(occurrence.c.capacity, occurrence.c.going, occurrence.c.waitlisted)
    )
)

# --- RSVPs -----------------------------------------------------------------------------------------------------------

ADD = statement(lambda: insert_if_absent(attendance))
CHANGE = statement(
    lambda: (
        update(attendance)
        .values(
            status=bindparam("new_status", type_=attendance.c.status.type),
            waitlist_position=bindparam("new_position", type_=attendance.c.waitlist_position.type),
            responded_at=bindparam("now"),
        )
        .where(
            RSVP_OF_MEMBER, attendance.c.status == bindparam("expected"), attendance.c.checked_in_at.is_(None)
        )
    )
)
_ATTENDEE = (
    attendance.c.member,
    attendance.c.status,
    attendance.c.waitlist_position,
    attendance.c.responded_at,
    attendance.c.checked_in_at,
)
ATTENDEE = statement(lambda: select(*_ATTENDEE).where(RSVP_OF_MEMBER), into=Attendee)


def _page(order: ColumnElement[Any]) -> Any:
    return statement(
        lambda: (
            select(*_ATTENDEE)
            .where(RSVPS, attendance.c.status == bindparam("status"), order > bindparam("after"))
            .order_by(order)
            .limit(bindparam("size"))
        ),
        into=Attendee,
    )


ATTENDEES = _page(attendance.c.member)
WAITLIST = _page(attendance.c.waitlist_position)

# --- for the worker --------------------------------------------------------------------------------------------------

_WITH_OCCURRENCE = attendance.join(
    occurrence,
    (occurrence.c.community_id == attendance.c.community_id) & (occurrence.c.id == attendance.c.occurrence),
)
HELD_SEATS = statement(
    lambda: (
        select(attendance.c.occurrence)
        .select_from(
            _WITH_OCCURRENCE.join(
                membership,
                (membership.c.community_id == attendance.c.community_id)
                & (membership.c.id == attendance.c.member),
            )
        )
        .where(
            attendance.c.community_id == bindparam("community_id"),
            attendance.c.member == bindparam("member"),
            *(membership.c.status != status for status in CURRENT_STATUSES),
            attendance.c.checked_in_at.is_(None),
            occurrence.c.cancelled_at.is_(None),
            occurrence.c.ends_at > bindparam("now"),
            or_(
                *(
                    attendance.c.status == held
                    for held in (RsvpStatus.GOING, RsvpStatus.WAITLISTED, RsvpStatus.MAYBE)
                )
            ),
        )
        .order_by(occurrence.c.event, occurrence.c.original_start, occurrence.c.id)
        .limit(bindparam("size"))
    )
)
"""The upcoming occurrences to which a former member still has an RSVP; one who came back keeps theirs."""
RECIPIENTS = statement(
    lambda: (
        select(attendance.c.member)
        .distinct()
        .select_from(_WITH_OCCURRENCE)
        .where(
            attendance.c.community_id == bindparam("community_id"),
            occurrence.c.event == bindparam("event"),
            or_(
                and_(
                    bindparam("every_occurrence"),
                    occurrence.c.ends_at > bindparam("since", type_=UtcDateTime),
                ),
                occurrence.c.id == bindparam("occurrence", type_=Id),
            ),
            attendance.c.status.in_(bindparam("answers", expanding=True)),
            attendance.c.member > bindparam("after"),
        )
        .order_by(attendance.c.member)
        .limit(bindparam("size"))
    )
)
"""An expanding list is compiled for each length; the worker can afford that."""
