"""Who sees events, besides what other features hide; an occurrence is seen with its event."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, literal_column, not_, or_, select, true

from commkit.events.feature import events
from commkit.events.hosting.tables import cohost, invited
from commkit.events.records import Event, EventAccess
from commkit.members import principal_of
from commkit.runtime.storage.readers import Reader
from commkit.spaces import outside_audience

events.hides(Event)(outside_audience)


@events.hides(Event)
def uninvited(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An event for invited members is for these, its hosts, and who may read every event."""
    return _is_closed_to(row, reader, reader.member)


@events.hides(Event)
def uninvited_principal(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An agent that is invited, or a co-host, sees it only while whom it acts for would see it as one of these, too.

    It is a rule of its own, since each level of nesting counts: SQLite parses with a stack of a hundred.
    """
    return _is_closed_to(row, reader, principal_of(row.c.community_id, reader.member))


def _is_closed_to(row: FromClause, reader: Reader, invited_as: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an event is for invited members, and neither its host nor a member who co-hosts or was invited asks."""
    return and_(
        row.c.access != EventAccess.OPEN,
        not_(reader.may("events.read_all")),
        func.coalesce(row.c.host != reader.member, true()),
        func.coalesce(row.c.host != invited_as, true()),
        not_(_among(cohost, row, invited_as)),
        not_(_among(invited, row, invited_as)),
    )


def hosts(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a member hosts or co-hosts an event."""
    return or_(row.c.host == member, _among(cohost, row, member))


def is_invited(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a member was invited to an event."""
    return _among(invited, row, member)


def _among(people: FromClause, row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    return exists(
        select(literal_column("1"))
        .select_from(people)
        .where(
            people.c.community_id == row.c.community_id,
            people.c.event == row.c.id,
            people.c.member == member,
        )
        .correlate_except(people)
    )
