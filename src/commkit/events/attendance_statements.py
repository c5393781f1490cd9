"""The statements of who comes. A seat is taken, and a place on the waitlist given, by one UPDATE of the occurrence.

That row is the only judge: whether a seat is free, how many are taken, who waits and which number was given last stand
in it, and whoever wants one of them changes it first and keeps it until the commit. So no two ever get the last seat,
and the numbers of the waitlist are without gaps, in the order of the commits.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    or_,
    select,
    update,
)

from commkit.events.records import Attendee, EventRating, RsvpStatus
from commkit.events.tables import attendance, cohost, event, invited, occurrence
from commkit.members.records import CURRENT_STATUSES
from commkit.members.tables import membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement

_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_THIS = (occurrence.c.community_id == _COMMUNITY) & (occurrence.c.id == bindparam("id"))
_OPEN = and_(occurrence.c.cancelled_at.is_(None), occurrence.c.ends_at > bindparam("now"))
_FREE = and_(
    occurrence.c.waitlisted == 0,
    or_(occurrence.c.capacity.is_(None), occurrence.c.going < occurrence.c.capacity),
)
_ANSWERS = (attendance.c.community_id == _COMMUNITY) & (attendance.c.occurrence == bindparam("occurrence"))
_ONES = _ANSWERS & (attendance.c.member == bindparam("member"))


def _if_free(yes: int, no: int) -> ColumnElement[int]:
    return case((_FREE, yes), else_=no)


LOCK = statement(update(occurrence).values(going=occurrence.c.going).where(_THIS))
"""Takes the occurrence's row, so that who waits is not moved up while they change their mind."""
TAKE_SEAT = statement(
    update(occurrence)
    .values(
        going=occurrence.c.going + _if_free(1, 0),
        waitlisted=occurrence.c.waitlisted + _if_free(0, 1),
        last_position=occurrence.c.last_position + _if_free(0, 1),
        maybe=occurrence.c.maybe - bindparam("was_maybe"),
        declined=occurrence.c.declined - bindparam("was_declined"),
    )
    .where(_THIS, _OPEN)
    .returning(occurrence.c.going, occurrence.c.waitlisted, occurrence.c.last_position)
)
"""Takes a seat where one is free and nobody waits, else the next place on the waitlist: nobody waiting then tells."""
RECOUNT = statement(
    update(occurrence)
    .values(
        going=occurrence.c.going - bindparam("was_going"),
        waitlisted=occurrence.c.waitlisted - bindparam("was_waiting"),
        maybe=occurrence.c.maybe + bindparam("more_maybe"),
        declined=occurrence.c.declined + bindparam("more_declined"),
    )
    .where(_THIS, _OPEN)
    .returning(occurrence.c.capacity, occurrence.c.going, occurrence.c.waitlisted)
)
SET_CAPACITY = statement(
    update(occurrence)
    .values(capacity=bindparam("new_capacity"))
    .where(
        _THIS,
        _OPEN,
        or_(bindparam("no_limit"), occurrence.c.going <= bindparam("seats")),
    )
    .returning(occurrence.c.capacity, occurrence.c.going, occurrence.c.waitlisted)
)
PROMOTE = statement(
    update(occurrence)
    .values(
        going=occurrence.c.going + bindparam("seats"), waitlisted=occurrence.c.waitlisted - bindparam("seats")
    )
    .where(
        _THIS,
        occurrence.c.waitlisted >= bindparam("seats"),
        or_(
            occurrence.c.capacity.is_(None), occurrence.c.going + bindparam("seats") <= occurrence.c.capacity
        ),
    )
)
_next = attendance.alias("next")
PROMOTE_NEXT = statement(
    update(attendance)
    .values(status=RsvpStatus.GOING)
    .where(
        _ANSWERS,
        attendance.c.member.in_(
            select(_next.c.member)
            .where(
                _next.c.community_id == _COMMUNITY,
                _next.c.occurrence == bindparam("occurrence"),
                _next.c.status == RsvpStatus.WAITLISTED,
            )
            .order_by(_next.c.waitlist_position)
            .limit(bindparam("seats"))
        ),
    )
    .returning(attendance.c.waitlist_position, attendance.c.member)
)

ADD_RSVP = statement(insert_if_absent(attendance))
CHANGE_RSVP = statement(
    update(attendance)
    .values(
        status=bindparam("new_answer", type_=attendance.c.status.type),
        waitlist_position=bindparam("new_position", type_=attendance.c.waitlist_position.type),
        responded_at=bindparam("now"),
    )
    .where(_ONES, attendance.c.status == bindparam("seen"), attendance.c.checked_in_at.is_(None))
)
_ATTENDEE = (
    attendance.c.member,
    attendance.c.status,
    attendance.c.waitlist_position,
    attendance.c.responded_at,
    attendance.c.checked_in_at,
)
ONE = statement(select(*_ATTENDEE).where(_ONES), into=Attendee)


def _page(*order: ColumnElement[Any], after: ColumnElement[bool]) -> Any:
    return statement(
        select(*_ATTENDEE)
        .where(_ANSWERS, attendance.c.status == bindparam("status"), after)
        .order_by(*order)
        .limit(bindparam("size")),
        into=Attendee,
    )


PAGE = _page(attendance.c.member, after=attendance.c.member > bindparam("after"))
WAITLIST = _page(attendance.c.waitlist_position, after=attendance.c.waitlist_position > bindparam("after"))

_occ = occurrence.alias("occ")
HELD_SEATS = statement(
    select(attendance.c.occurrence)
    .select_from(
        attendance.join(
            _occ, (_occ.c.community_id == attendance.c.community_id) & (_occ.c.id == attendance.c.occurrence)
        ).join(
            membership,
            (membership.c.community_id == attendance.c.community_id)
            & (membership.c.id == attendance.c.member),
        )
    )
    .where(
        attendance.c.community_id == _COMMUNITY,
        attendance.c.member == bindparam("member"),
        *(membership.c.status != status for status in CURRENT_STATUSES),
        attendance.c.checked_in_at.is_(None),
        _occ.c.cancelled_at.is_(None),
        _occ.c.ends_at > bindparam("now"),
        or_(
            *(
                attendance.c.status == held
                for held in (RsvpStatus.GOING, RsvpStatus.WAITLISTED, RsvpStatus.MAYBE)
            )
        ),
    )
    .order_by(_occ.c.event, _occ.c.original_start, _occ.c.id)
    .limit(bindparam("size"))
)
"""What a member who is not inside any more holds on to of what is to come; who came back answers for themselves."""
RECIPIENTS = statement(
    select(attendance.c.member)
    .distinct()
    .select_from(
        attendance.join(
            _occ, (_occ.c.community_id == attendance.c.community_id) & (_occ.c.id == attendance.c.occurrence)
        )
    )
    .where(
        attendance.c.community_id == _COMMUNITY,
        _occ.c.event == bindparam("event"),
        or_(
            and_(bindparam("all_of_it"), _occ.c.ends_at > bindparam("since", type_=UtcDateTime)),
            _occ.c.id == bindparam("occurrence", type_=Id),
        ),
        attendance.c.status.in_(bindparam("answers", expanding=True)),
        attendance.c.member > bindparam("after"),
    )
    .order_by(attendance.c.member)
    .limit(bindparam("size"))
)
"""For the worker: an expanding list costs it nothing that counts."""

# --- being there -----------------------------------------------------------------------------------------------------

SET_CHECK_IN_CODE = statement(update(occurrence).values(code_hash=bindparam("new_hash")).where(_THIS))
CODE = statement(select(occurrence.c.code_hash).where(_THIS))
COUNT_CHECK_IN = statement(
    update(occurrence)
    .values(checked_in=occurrence.c.checked_in + 1)
    .where(_THIS, occurrence.c.cancelled_at.is_(None))
)
CAME = statement(
    update(attendance)
    .values(checked_in_at=bindparam("now"))
    .where(_ONES, attendance.c.status == RsvpStatus.GOING, attendance.c.checked_in_at.is_(None))
)
COUNT_RATING = statement(
    update(occurrence)
    .values(rated=occurrence.c.rated + bindparam("more"), stars=occurrence.c.stars + bindparam("stars"))
    .where(_THIS)
)
RATED = statement(select(attendance.c.stars, attendance.c.rated_at).where(_ONES))
RATE = statement(
    update(attendance)
    .values(stars=bindparam("new_stars"), comment=bindparam("new_comment"), rated_at=bindparam("now"))
    .where(_ONES, attendance.c.stars.is_not_distinct_from(bindparam("seen")))
)
RATINGS = statement(
    select(attendance.c.member, attendance.c.stars, attendance.c.comment, attendance.c.rated_at)
    .where(_ANSWERS, attendance.c.stars.is_not(None), attendance.c.member > bindparam("after"))
    .order_by(attendance.c.member)
    .limit(bindparam("size")),
    into=EventRating,
)

# --- hosts and guests ------------------------------------------------------------------------------------------------

_INSIDE_AMONG = and_(
    membership.c.community_id == _COMMUNITY,
    membership.c.id.in_(bindparam("members", expanding=True)),
    or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
)
INSIDE_AMONG = statement(select(membership.c.id).where(_INSIDE_AMONG))
INVITE = statement(
    insert_if_absent(invited)
    .from_select(
        ["community_id", "event", "member", "by", "at"],
        select(
            membership.c.community_id,
            bindparam("event", type_=Id),
            membership.c.id,
            bindparam("by", type_=Id),
            bindparam("at", type_=UtcDateTime),
        ).where(_INSIDE_AMONG),
        include_defaults=False,
    )
    .returning(invited.c.member)
)
"""Gives those who were not invited before."""
ADD_COHOST = statement(insert_if_absent(cohost))
DROP_COHOST = statement(
    delete(cohost).where(
        cohost.c.community_id == _COMMUNITY,
        cohost.c.event == bindparam("event"),
        cohost.c.member == bindparam("member"),
    )
)
COUNT_COHOSTS = statement(
    update(event)
    .values(cohosts=event.c.cohosts + bindparam("change"))
    .where(
        event.c.community_id == _COMMUNITY,
        event.c.id == bindparam("event"),
        event.c.cohosts + bindparam("change") <= bindparam("most"),
    )
)
