"""The statements of events and of their occurrences; those of who comes are in `attendance_statements`."""

from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    update,
)

from commkit.events.records import Event, EventAccess, Occurrence, OccurrenceId, RsvpStatus
from commkit.events.tables import attendance, cohost, event, invited, occurrence
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.runtime.storage.tables import scheduled_command


@frozen
class UpcomingOccurrence:
    """An occurrence that is still to come, as a change of its event needs it."""

    id: OccurrenceId
    original_start: str
    moved: bool
    starts_at: datetime
    ends_at: datetime


_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_ME = bindparam("me", type_=Id)
_mine = attendance.alias("my_status")


def _one_of(people: FromClause) -> ColumnElement[bool]:
    """Whether the actor is among some people of the event."""
    return exists(
        select(literal_column("1"))
        .select_from(people)
        .where(
            people.c.community_id == event.c.community_id,
            people.c.event == event.c.id,
            people.c.member == _ME,
        )
        .correlate(event)
    )


_HOSTS = or_(event.c.host == _ME, _one_of(cohost))
VISIBLE = or_(event.c.access == EventAccess.OPEN, bindparam("sees_all"), _HOSTS, _one_of(invited))
"""The visibility rule of events: open, or the actor hosts it, was invited, or sees all."""
_OWNER = case((_HOSTS, _ME), else_=event.c.host)

EVENT = (
    event.c.id,
    event.c.uid,
    event.c.title,
    event.c.body,
    event.c.location,
    event.c.url,
    event.c.starts,
    event.c.ends,
    event.c.zone,
    event.c.rule,
    event.c.extra,
    event.c.without,
    event.c.since,
    event.c.access,
    event.c.capacity,
    event.c.remind_before,
    event.c.follow_up,
    event.c.host,
    _OWNER.label("owner"),
    event.c.sequence,
    event.c.version,
    event.c.created_at,
    event.c.updated_at,
    event.c.cancelled_at,
    event.c.cancellation_reason,
)
"""The columns of an `Event`, in its order."""

_MY_STATUS = case(
    (_mine.c.status.is_not(None), _mine.c.status), (_one_of(invited), RsvpStatus.INVITED), else_=null()
)
OCCURRENCE = (
    occurrence.c.id,
    occurrence.c.event,
    event.c.title,
    event.c.location,
    event.c.zone,
    occurrence.c.original_start,
    occurrence.c.starts,
    occurrence.c.ends,
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
    _OWNER.label("owner"),
    _MY_STATUS.label("my_status"),
    case((_mine.c.status == RsvpStatus.WAITLISTED, _mine.c.waitlist_position), else_=null()).label(
        "waitlist_position"
    ),
)
"""The columns of an `Occurrence`, in its order."""

_WITH_EVENT = occurrence.join(
    event, (event.c.community_id == occurrence.c.community_id) & (event.c.id == occurrence.c.event)
)
_SEEN = _WITH_EVENT.outerjoin(
    _mine,
    (_mine.c.community_id == occurrence.c.community_id)
    & (_mine.c.occurrence == occurrence.c.id)
    & (_mine.c.member == _ME),
)
_HERE = occurrence.c.community_id == _COMMUNITY
_THIS = _HERE & (occurrence.c.id == bindparam("id"))
_EVENT_HERE = event.c.community_id == _COMMUNITY
_THIS_EVENT = _EVENT_HERE & (event.c.id == bindparam("id"))
_OF_EVENT = _HERE & (occurrence.c.event == bindparam("event"))
_STANDS = occurrence.c.cancelled_at.is_(None)


def _occurrences(*conditions: ColumnElement[bool]) -> Any:
    return select(*OCCURRENCE).select_from(_SEEN).where(_HERE, VISIBLE, *conditions)


# --- events ----------------------------------------------------------------------------------------------------------

ONE_EVENT = statement(select(*EVENT).where(_THIS_EVENT, VISIBLE), into=Event)
ADD_EVENT = statement(insert_if_absent(event))
EDIT_EVENT = statement(
    update(event)
    .values(
        title=bindparam("new_title"),
        body=bindparam("new_body"),
        location=bindparam("new_place"),
        url=bindparam("new_url"),
        starts=bindparam("new_starts"),
        ends=bindparam("new_ends"),
        zone=bindparam("new_zone"),
        rule=bindparam("new_rule"),
        extra=bindparam("new_extra"),
        without=bindparam("new_without"),
        since=bindparam("new_since"),
        access=bindparam("new_access"),
        remind_before=bindparam("new_remind_before"),
        follow_up=bindparam("new_follow_up"),
        sequence=event.c.sequence + 1,
        version=event.c.version + 1,
        updated_at=bindparam("now"),
    )
    .where(_THIS_EVENT, event.c.version == bindparam("seen"), event.c.cancelled_at.is_(None))
)
BUMP_EVENT = statement(
    update(event)
    .values(sequence=event.c.sequence + 1, version=event.c.version + 1, updated_at=bindparam("now"))
    .where(_THIS_EVENT, event.c.cancelled_at.is_(None))
)
"""Takes the event's row: whoever changes its occurrences does it first, so that they take turns."""
CANCEL_EVENT = statement(
    update(event)
    .values(
        cancelled_at=bindparam("now"),
        cancellation_reason=bindparam("why"),
        sequence=event.c.sequence + 1,
        version=event.c.version + 1,
        updated_at=bindparam("now"),
    )
    .where(_THIS_EVENT, event.c.cancelled_at.is_(None))
)
SET_EVENT_CAPACITY = statement(
    update(event)
    .values(capacity=bindparam("new_capacity"), version=event.c.version + 1, updated_at=bindparam("now"))
    .where(_THIS_EVENT, event.c.cancelled_at.is_(None))
)
LOCK_EVENT = statement(update(event).values(sequence=event.c.sequence).where(_THIS_EVENT))
SERIES = statement(select(event.c.made_until, event.c.extending).where(_THIS_EVENT))
STOPPED_SERIES = statement(
    select(event.c.id)
    .select_from(
        event.join(
            scheduled_command,
            (scheduled_command.c.community_id == event.c.community_id)
            & (scheduled_command.c.id == event.c.extending),
        )
    )
    .where(_EVENT_HERE, event.c.cancelled_at.is_(None), scheduled_command.c.done_at.is_not(None))
    .order_by(event.c.id)
    .limit(1_000)
)
"""Series that would get no more occurrences: their plan was refused, as all are while a community is archived."""
EXTENDED = statement(
    update(event)
    .values(made_until=bindparam("new_made_until"), extending=bindparam("new_extending", type_=Id))
    .where(_THIS_EVENT)
)

# --- occurrences -----------------------------------------------------------------------------------------------------

ONE = statement(_occurrences(occurrence.c.id == bindparam("id")), into=Occurrence)
ADD = statement(insert(occurrence))
UPCOMING_OF_EVENT = statement(
    select(
        occurrence.c.id,
        occurrence.c.original_start,
        occurrence.c.moved,
        occurrence.c.starts_at,
        occurrence.c.ends_at,
    )
    .where(_OF_EVENT, _STANDS, occurrence.c.ends_at > bindparam("now"))
    .order_by(occurrence.c.original_start, occurrence.c.id),
    into=UpcomingOccurrence,
)
"""What of an event is still to come, in the order of its rule."""
ORIGINALS = statement(select(occurrence.c.id, occurrence.c.original_start).where(_OF_EVENT))
PLANS = statement(select(occurrence.c.reminder, occurrence.c.closing, occurrence.c.reminded_at).where(_THIS))
SHIFT = statement(
    update(occurrence)
    .values(
        original_start=bindparam("new_original"),
        starts=bindparam("new_starts"),
        ends=bindparam("new_ends"),
        starts_at=bindparam("new_starts_at"),
        ends_at=bindparam("new_ends_at"),
    )
    .where(_THIS)
)
RENAME = statement(update(occurrence).values(original_start=bindparam("new_original")).where(_THIS))
MOVE = statement(
    update(occurrence)
    .values(
        starts=bindparam("new_starts"),
        ends=bindparam("new_ends"),
        starts_at=bindparam("new_starts_at"),
        ends_at=bindparam("new_ends_at"),
        moved=True,
    )
    .where(_THIS, _STANDS, occurrence.c.ended_at.is_(None))
)
SET_PLANS = statement(
    update(occurrence)
    .values(
        reminder=bindparam("new_reminder", type_=Id),
        closing=bindparam("new_closing", type_=Id),
        reminded_at=bindparam("new_reminded_at", type_=UtcDateTime),
    )
    .where(_THIS)
)
CANCEL = statement(
    update(occurrence)
    .values(
        cancelled_at=bindparam("now"),
        cancelled_by=bindparam("who", type_=Id),
        cancellation_reason=bindparam("why"),
    )
    .where(_THIS, _STANDS, occurrence.c.ends_at > bindparam("now"))
)
CANCEL_UPCOMING = statement(
    update(occurrence)
    .values(
        cancelled_at=bindparam("now"),
        cancelled_by=bindparam("who", type_=Id),
        cancellation_reason=bindparam("why"),
    )
    .where(_OF_EVENT, _STANDS, occurrence.c.ends_at > bindparam("now"))
    .returning(occurrence.c.reminder, occurrence.c.closing)
)
"""All of an event that is not over; gives what was planned for it."""
SET_CANCELLED = statement(update(occurrence).values(cancelled_at=bindparam("now")).where(_THIS, _STANDS))
"""Of what came from elsewhere, whether it is over or not."""
DROP = statement(
    delete(occurrence).where(
        _THIS,
        ~exists(
            select(literal_column("1"))
            .select_from(attendance)
            .where(
                attendance.c.community_id == occurrence.c.community_id,
                attendance.c.occurrence == occurrence.c.id,
            )
            .correlate(occurrence)
        ),
    )
)
"""Only where nobody ever answered."""
REMIND = statement(
    update(occurrence)
    .values(reminded_at=bindparam("now"), reminder=None)
    .where(_THIS, _STANDS, occurrence.c.starts_at > bindparam("now"), occurrence.c.reminded_at.is_(None))
)
CLOSE = statement(
    update(occurrence)
    .values(ended_at=bindparam("now"), closing=None)
    .where(_THIS, _STANDS, occurrence.c.ends_at <= bindparam("now"), occurrence.c.ended_at.is_(None))
)
SET_THREAD = statement(
    update(occurrence).values(thread=bindparam("new_thread")).where(_THIS, occurrence.c.thread.is_(None))
)

# --- pages -----------------------------------------------------------------------------------------------------------

_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id))
_PLACE = tuple_(occurrence.c.starts_at, occurrence.c.id)


def _forward(*conditions: ColumnElement[bool]) -> Any:
    return statement(
        _occurrences(_PLACE > _AFTER, *conditions)
        .order_by(occurrence.c.starts_at, occurrence.c.id)
        .limit(bindparam("size")),
        into=Occurrence,
    )


_COMES = and_(_STANDS, occurrence.c.ends_at > bindparam("now"))
UPCOMING = _forward(_COMES)
MINE = _forward(
    _COMES,
    or_(
        _HOSTS,
        _mine.c.status == RsvpStatus.GOING,
        _mine.c.status == RsvpStatus.WAITLISTED,
        _mine.c.status == RsvpStatus.MAYBE,
        and_(_mine.c.status.is_(None), _one_of(invited)),
    ),
)
OF_EVENT = _forward(occurrence.c.event == bindparam("event"))
PAST = statement(
    _occurrences(tuple_(occurrence.c.ends_at, occurrence.c.id) < _AFTER, _STANDS)
    .order_by(occurrence.c.ends_at.desc(), occurrence.c.id.desc())
    .limit(bindparam("size")),
    into=Occurrence,
)
OVERRIDES = statement(
    _occurrences(
        occurrence.c.event == bindparam("event"),
        or_(occurrence.c.moved, ~_STANDS),
        occurrence.c.original_start >= bindparam("since"),
    )
    .order_by(occurrence.c.starts_at, occurrence.c.id)
    .limit(1_000),
    into=Occurrence,
)
