"""The statements of decisions; they are seen with the minutes in which they stand."""

from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, Visible, statement, visible_statement
from commkit_internal.meetings.decisions.records import MeetingDecision
from commkit_internal.tables import meeting_decision

_HERE = meeting_decision.c.community_id == bindparam("community_id")
_THIS = _HERE & (meeting_decision.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(meeting_decision.c[name] for name in MeetingDecision.__annotations__)

ADD = statement(lambda: insert(meeting_decision))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(MeetingDecision, meeting_decision)),
    into=MeetingDecision,
)
SUPERSEDE = statement(
    lambda: (
        update(meeting_decision)
        .values(superseded_by=bindparam("by", type_=Id))
        .where(_THIS, meeting_decision.c.superseded_by.is_(None))
    )
)
"""Changes nothing where another one came in its place."""
OF_MINUTES = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, meeting_decision.c.minutes == bindparam("minutes", type_=Id))
        .order_by(meeting_decision.c.id)
        .limit(200)
    ),
    into=MeetingDecision,
)
"""It checks no visibility: the minutes were loaded."""


def _page(visible: Visible, *conditions: Any) -> Any:
    return (
        select(*_COLUMNS)
        .where(
            _HERE,
            *conditions,
            or_(bindparam("superseded"), meeting_decision.c.superseded_by.is_(None)),
            meeting_decision.c.decided_at >= bindparam("since", type_=UtcDateTime),
            meeting_decision.c.decided_at < bindparam("until", type_=UtcDateTime),
            meeting_decision.c.id < bindparam("after", type_=Id),
            visible(MeetingDecision, meeting_decision),
        )
        .order_by(meeting_decision.c.id.desc())
        .limit(bindparam("size"))
    )


_OF_EVENT = meeting_decision.c.event == bindparam("event", type_=Id)
_OF_TOPIC = meeting_decision.c.topic == bindparam("topic")
PAGES = {
    (False, False): visible_statement(_page, into=MeetingDecision),
    (True, False): visible_statement(lambda visible: _page(visible, _OF_EVENT), into=MeetingDecision),
    (False, True): visible_statement(lambda visible: _page(visible, _OF_TOPIC), into=MeetingDecision),
    (True, True): visible_statement(
        lambda visible: _page(visible, _OF_EVENT, _OF_TOPIC), into=MeetingDecision
    ),
}
"""The page by whether an event, and whether a topic is given."""
