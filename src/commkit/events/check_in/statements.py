"""The statements of check-ins."""

from sqlalchemy import bindparam, select, update

from commkit.events.attendance.records import RsvpStatus
from commkit.events.attendance.statements import RSVP_OF_MEMBER
from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.statements import NOT_CANCELLED, THIS
from commkit.events.occurrences.tables import occurrence
from commkit.members import membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

SET_CODE = statement(
    lambda: (
        update(occurrence)
        .values(code_hash=bindparam("new_hash"), code_created_by=bindparam("by", type_=Id))
        .where(THIS)
    )
)
CODE = statement(
    lambda: (
        select(occurrence.c.code_hash, occurrence.c.code_created_by, membership.c.key)
        .select_from(
            occurrence.outerjoin(
                membership,
                (membership.c.community_id == occurrence.c.community_id)
                & (membership.c.id == occurrence.c.code_created_by),
            )
        )
        .where(THIS)
    )
)
"""The hash of the code, who created it, and the creator's key."""
COUNT_CHECK_IN = statement(
    lambda: update(occurrence).values(checked_in=occurrence.c.checked_in + 1).where(THIS, NOT_CANCELLED)
)
CHECK_IN = statement(
    lambda: (
        update(attendance)
        .values(checked_in_at=bindparam("now"))
        .where(RSVP_OF_MEMBER, attendance.c.status == RsvpStatus.GOING, attendance.c.checked_in_at.is_(None))
    )
)
