"""The statements of capacity: how many seats there are, and who gets one from the waitlist."""

from sqlalchemy import bindparam, or_, select, update

from commkit.events.attendance.records import RsvpStatus
from commkit.events.attendance.statements import OPEN, RSVPS
from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.statements import THIS
from commkit.events.occurrences.tables import occurrence
from commkit.events.tables import event
from commkit.runtime.storage.statements import statement

SET_EVENT_CAPACITY = statement(
    lambda: (
        update(event)
        .values(capacity=bindparam("new_capacity"), version=event.c.version + 1, updated_at=bindparam("now"))
        .where(
            event.c.community_id == bindparam("community_id"),
            event.c.id == bindparam("id"),
            event.c.cancelled_at.is_(None),
        )
    )
)
SET_CAPACITY = statement(
    lambda: (
        update(occurrence)
        .values(capacity=bindparam("new_capacity"))
        .where(THIS, OPEN, or_(bindparam("no_limit"), occurrence.c.going <= bindparam("seats")))
        .returning(occurrence.c.capacity, occurrence.c.going, occurrence.c.waitlisted)
    )
)
COUNT_PROMOTED = statement(
    lambda: (
        update(occurrence)
        .values(
            going=occurrence.c.going + bindparam("seats"),
            waitlisted=occurrence.c.waitlisted - bindparam("seats"),
        )
        .where(
            THIS,
            occurrence.c.waitlisted >= bindparam("seats"),
            or_(
                occurrence.c.capacity.is_(None),
                occurrence.c.going + bindparam("seats") <= occurrence.c.capacity,
            ),
        )
    )
)
_next = attendance.alias("next")
PROMOTE = statement(
    lambda: (
        update(attendance)
        .values(status=RsvpStatus.GOING)
        .where(
            RSVPS,
            attendance.c.member.in_(
                select(_next.c.member)
                .where(
                    _next.c.community_id == bindparam("community_id"),
                    _next.c.occurrence == bindparam("occurrence"),
                    _next.c.status == RsvpStatus.WAITLISTED,
                )
                .order_by(_next.c.waitlist_position)
                .limit(bindparam("seats"))
            ),
        )
        .returning(attendance.c.waitlist_position, attendance.c.member)
    )
)
