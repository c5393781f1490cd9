"""The statements of event nights. Streaks are derived from the rows of events; nothing about attendance is kept."""

from sqlalchemy import and_, bindparam, delete, func, select

from commkit.events import Event, attendance_table, event, occurrence
from commkit.storage import Id, UtcDateTime, count_where, insert_if_absent, statement, visible_statement
from commkit_gaming.event_nights.policy import MOST_NIGHTS
from commkit_gaming.event_nights.records import EventNight
from commkit_gaming.tables import event_night, shown_streak

_COMMUNITY = bindparam("community_id", type_=Id)
_EVENT, _MEMBER = bindparam("event", type_=Id), bindparam("member", type_=Id)
_HERE = event_night.c.community_id == _COMMUNITY
_THIS = _HERE & (event_night.c.event == _EVENT)
_COLUMNS = tuple(event_night.c[name] for name in EventNight.__annotations__)
_SHOWN = and_(shown_streak.c.community_id == _COMMUNITY, shown_streak.c.event == _EVENT)

ADD = statement(lambda: insert_if_absent(event_night))
"""Adds nothing where it is one already."""
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=EventNight)
"""The event night of an event. It checks no visibility: the caller has loaded the event."""
DELETE = statement(lambda: delete(event_night).where(_THIS))
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(
            event_night.join(
                event,
                and_(event.c.community_id == event_night.c.community_id, event.c.id == event_night.c.event),
            )
        )
        .where(
            _HERE,
            event_night.c.event < bindparam("after", type_=Id),
            event.c.cancelled_at.is_(None),
            visible(Event, event),
        )
        .order_by(event_night.c.event.desc())
        .limit(bindparam("size"))
    ),
    into=EventNight,
)

SHOW = statement(lambda: insert_if_absent(shown_streak))
HIDE = statement(lambda: delete(shown_streak).where(_SHOWN, shown_streak.c.member == _MEMBER))
DELETE_SHOWN = statement(lambda: delete(shown_streak).where(_SHOWN))
IS_SHOWN = statement(lambda: select(shown_streak.c.member).where(_SHOWN, shown_streak.c.member == _MEMBER))
SHOWN = statement(
    lambda: (
        select(shown_streak.c.member)
        .where(_SHOWN)
        .order_by(shown_streak.c.shown_since, shown_streak.c.member)
        .limit(100)
    )
)
"""Who shows their streak. It checks no visibility: the caller has loaded the event."""

_TOOK_PLACE = and_(
    occurrence.c.community_id == _COMMUNITY,
    occurrence.c.event == _EVENT,
    occurrence.c.cancelled_at.is_(None),
    occurrence.c.ends_at <= bindparam("now", type_=UtcDateTime),
)
NIGHTS = statement(
    lambda: (
        select(occurrence.c.id, occurrence.c.starts_at, occurrence.c.checked_in)
        .where(_TOOK_PLACE)
        .order_by(occurrence.c.starts_at.desc(), occurrence.c.id.desc())
        .limit(MOST_NIGHTS)
    )
)
"""The nights that took place, the latest first."""
ANSWERS = statement(
    lambda: (
        select(
            attendance_table.c.member,
            attendance_table.c.occurrence,
            attendance_table.c.status,
            attendance_table.c.responded_at,
            attendance_table.c.checked_in_at,
        )
        .select_from(
            occurrence.join(
                attendance_table,
                and_(
                    attendance_table.c.community_id == occurrence.c.community_id,
                    attendance_table.c.occurrence == occurrence.c.id,
                ),
            )
        )
        .where(
            _TOOK_PLACE,
            attendance_table.c.member.in_(bindparam("members", expanding=True, type_=Id)),
        )
    )
)
"""What some members answered to the nights that took place."""
COUNTS = statement(
    lambda: select(
        func.count(),
        func.coalesce(func.sum(occurrence.c.checked_in), 0),
        func.coalesce(func.sum(occurrence.c.going).filter(occurrence.c.checked_in > 0), 0),
        count_where(occurrence.c.checked_in > 0),
    ).where(_TOOK_PLACE)
)
"""How many nights took place, and how many came to those at which somebody was checked in."""
