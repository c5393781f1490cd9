"""The statements of occurrences: one by one, in pages, and what the worker changes."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, null, or_, select, tuple_, update

from commkit.events.attendance.records import RsvpStatus
from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.records import Occurrence, UpcomingOccurrence
from commkit.events.occurrences.tables import occurrence
from commkit.events.records import Event
from commkit.events.statements import EVENT_COLUMNS, OWNER, READER_ID
from commkit.events.tables import event
from commkit.events.visibility import hosts, is_invited
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import Statement, statement, visible_statement
from commkit.runtime.storage.visibility import Visible

_mine = attendance.alias("mine")
_INVITED = is_invited(event, READER_ID)
_MY_STATUS = case((_mine.c.status.is_not(None), _mine.c.status), (_INVITED, RsvpStatus.INVITED), else_=null())
_OCCURRENCE = (
    occurrence.c.id,
    occurrence.c.event,
    event.c.title,
    event.c.location,
    event.c.time_zone,
    occurrence.c.original_start,
    occurrence.c.local_start,
    occurrence.c.local_end,
    occurrence.c.starts_at,
    occurrence.c.ends_at,
    occurrence.c.moved,
    occurrence.c.capacity,
    occurrence.c.going,
    occurrence.c.maybe,
    occurrence.c.declined,
    occurrence.c.waitlisted,
    occurrence.c.checked_in,
    occurrence.c.rated,
    occurrence.c.stars,
    occurrence.c.thread,
    occurrence.c.ended_at,
    occurrence.c.cancelled_at,
    occurrence.c.cancellation_reason,
    OWNER.label("owner"),
    _MY_STATUS.label("my_status"),
    case((_mine.c.status == RsvpStatus.WAITLISTED, _mine.c.waitlist_position), else_=null()).label(
        "waitlist_position"
    ),
)
_WITH_MINE = occurrence.join(
    event, (event.c.community_id == occurrence.c.community_id) & (event.c.id == occurrence.c.event)
).outerjoin(
    _mine,
    (_mine.c.community_id == occurrence.c.community_id)
    & (_mine.c.occurrence == occurrence.c.id)
    & (_mine.c.member == READER_ID),
)
_HERE = occurrence.c.community_id == bindparam("community_id")
_OF_EVENT = _HERE & (occurrence.c.event == bindparam("event"))
_NOT_OVER = occurrence.c.ends_at > bindparam("now")

THIS = _HERE & (occurrence.c.id == bindparam("id"))
"""The row of the occurrence `id`."""
NOT_CANCELLED = occurrence.c.cancelled_at.is_(None)
"""Rows that are not cancelled."""


def _shown(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    """Select occurrences; their events are joined, so that the rules of these are asked of the joined row."""
    return (
        select(*_OCCURRENCE)
        .select_from(_WITH_MINE)
        .where(_HERE, visible(Event, event), visible(Occurrence, occurrence, alone=True), *conditions)
    )


# --- one by one ------------------------------------------------------------------------------------------------------

OCCURRENCE = visible_statement(
    lambda visible: _shown(visible, occurrence.c.id == bindparam("id")), into=Occurrence
)
UPCOMING_OF_EVENT = statement(
    lambda: (
        select(
            occurrence.c.id,
            occurrence.c.original_start,
            occurrence.c.moved,
            occurrence.c.starts_at,
            occurrence.c.ends_at,
        )
        .where(_OF_EVENT, NOT_CANCELLED, _NOT_OVER)
        .order_by(occurrence.c.original_start, occurrence.c.id)
    ),
    into=UpcomingOccurrence,
)
"""The occurrences of an event that are not over, in the order of its rule."""
RESCHEDULE = statement(
    lambda: (
        update(occurrence)
        .values(
            local_start=bindparam("new_local_start"),
            local_end=bindparam("new_local_end"),
            starts_at=bindparam("new_starts_at"),
            ends_at=bindparam("new_ends_at"),
            moved=True,
        )
        .where(THIS, NOT_CANCELLED, occurrence.c.ended_at.is_(None))
    )
)
_CANCELLED: dict[Any, Any] = {
    "cancelled_at": bindparam("now"),
    "cancelled_by": bindparam("by", type_=Id),
    "cancellation_reason": bindparam("why"),
}
CANCEL = statement(lambda: update(occurrence).values(**_CANCELLED).where(THIS, NOT_CANCELLED, _NOT_OVER))
CANCEL_UPCOMING = statement(
    lambda: (
        update(occurrence)
        .values(**_CANCELLED)
        .where(_OF_EVENT, NOT_CANCELLED, _NOT_OVER)
        .returning(occurrence.c.reminder, occurrence.c.ending)
    )
)
"""Cancels all occurrences of an event that are not over; gives their scheduled commands."""
MOVE_TO_SPACE = statement(
    lambda: update(occurrence).values(space=bindparam("new_space", type_=Id)).where(_OF_EVENT)
)
"""Moves all occurrences of an event where it stands now; its row is locked, so that none is added meanwhile."""

# --- scheduled commands ----------------------------------------------------------------------------------------------

SCHEDULED = statement(
    lambda: select(occurrence.c.reminder, occurrence.c.ending, occurrence.c.reminded_at).where(THIS)
)
SET_SCHEDULED = statement(
    lambda: (
        update(occurrence)
        .values(
            reminder=bindparam("new_reminder", type_=Id),
            ending=bindparam("new_ending", type_=Id),
            reminded_at=bindparam("new_reminded_at", type_=UtcDateTime),
        )
        .where(THIS)
    )
)
REMIND = statement(
    lambda: (
        update(occurrence)
        .values(reminded_at=bindparam("now"), reminder=None)
        .where(
            THIS, NOT_CANCELLED, occurrence.c.starts_at > bindparam("now"), occurrence.c.reminded_at.is_(None)
        )
    )
)
END = statement(
    lambda: (
        update(occurrence)
        .values(ended_at=bindparam("now"), ending=None)
        .where(THIS, NOT_CANCELLED, occurrence.c.ends_at <= bindparam("now"), occurrence.c.ended_at.is_(None))
    )
)

# --- pages -----------------------------------------------------------------------------------------------------------

_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id))


_FILTERS: dict[str, ColumnElement[bool]] = {"space": occurrence.c.space == bindparam("space", type_=Id)}
_IS_MINE = or_(
    hosts(event, READER_ID),
    _mine.c.status == RsvpStatus.GOING,
    _mine.c.status == RsvpStatus.WAITLISTED,
    _mine.c.status == RsvpStatus.MAYBE,
    and_(_mine.c.status.is_(None), _INVITED),
)
_LISTS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "upcoming": (NOT_CANCELLED, _NOT_OVER),
    "mine": (NOT_CANCELLED, _NOT_OVER, _IS_MINE),
    "past": (NOT_CANCELLED,),
}


def _page(*conditions: ColumnElement[bool], backwards: bool = False) -> Statement[Occurrence]:
    """By the start; or by the end, backwards."""
    keys = (occurrence.c.ends_at if backwards else occurrence.c.starts_at, occurrence.c.id)
    behind = tuple_(*keys) < _AFTER if backwards else tuple_(*keys) > _AFTER
    order = [key.desc() for key in keys] if backwards else keys
    return visible_statement(
        lambda visible: _shown(visible, behind, *conditions).order_by(*order).limit(bindparam("size")),
        into=Occurrence,
    )


@cache
def page(show: str, filters: frozenset[str]) -> Statement[Occurrence]:
    """The pages of a list of events, filtered by space; each is read in the order of an index.

    Args:
        show: `upcoming` or `mine`, by the start; `past`, by the end, backwards.
        filters: The names of the filters.
    """
    conditions = (_FILTERS[name] for name in sorted(filters))
    return _page(*_LISTS[show], *conditions, backwards=show == "past")


OF_EVENT = _page(occurrence.c.event == bindparam("event"))
OVERRIDES = visible_statement(
    lambda visible: (
        _shown(
            visible,
            occurrence.c.event == bindparam("event"),
            or_(occurrence.c.moved, ~NOT_CANCELLED),
            occurrence.c.original_start >= bindparam("effective_from"),
        )
        .order_by(occurrence.c.starts_at, occurrence.c.id)
        .limit(1_000)
    ),
    into=Occurrence,
)
EVENTS = visible_statement(
    lambda visible: select(*EVENT_COLUMNS).where(
        event.c.community_id == bindparam("community_id"),
        event.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(Event, event),
    ),
    into=Event,
)
OVERRIDES_OF_EVENTS = visible_statement(
    lambda visible: (
        _shown(
            visible,
            occurrence.c.event.in_(bindparam("ids", expanding=True, type_=Id)),
            or_(occurrence.c.moved, ~NOT_CANCELLED),
            occurrence.c.original_start >= event.c.effective_from,
        )
        .order_by(occurrence.c.starts_at.desc(), occurrence.c.id)
        .limit(10_000)
    ),
    into=Occurrence,
)
"""As `OVERRIDES`, of several events; where there are too many, those that are longest over are left out."""
