"""The statements of ratings."""

from sqlalchemy import bindparam, select, update

from commkit.events.attendance.statements import RSVP_OF_MEMBER, RSVPS
from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.statements import THIS
from commkit.events.occurrences.tables import occurrence
from commkit.events.ratings.records import EventRating
from commkit.runtime.storage.statements import statement

STARS = statement(lambda: select(attendance.c.stars).where(RSVP_OF_MEMBER))
RATE = statement(
    lambda: (
        update(attendance)
        .values(stars=bindparam("new_stars"), comment=bindparam("new_comment"), rated_at=bindparam("now"))
        .where(RSVP_OF_MEMBER, attendance.c.stars.is_not_distinct_from(bindparam("expected")))
    )
)
COUNT_RATING = statement(
    lambda: (
        update(occurrence)
        .values(
            rated=occurrence.c.rated + bindparam("more"), stars=occurrence.c.stars + bindparam("more_stars")
        )
        .where(THIS)
    )
)
RATINGS = statement(
    lambda: (
        select(attendance.c.member, attendance.c.stars, attendance.c.comment, attendance.c.rated_at)
        .where(RSVPS, attendance.c.stars.is_not(None), attendance.c.member > bindparam("after"))
        .order_by(attendance.c.member)
        .limit(bindparam("size"))
    ),
    into=EventRating,
)
