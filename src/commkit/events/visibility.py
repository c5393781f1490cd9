"""Who sees events, besides what other features hide; an occurrence is seen with its event."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, exists, literal_column, not_, or_, select

from commkit.events.feature import events
from commkit.events.hosting.tables import cohost, invited
from commkit.events.records import Event, EventAccess
from commkit.runtime.storage.readers import Reader
from commkit.spaces import outside_audience

events.hides(Event)(outside_audience)


@events.hides(Event)
def uninvited(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An event for invited members is for these, its hosts, and who may read every event."""
    return not_(
        or_(
            row.c.access == EventAccess.OPEN,
            reader.may("events.read_all"),
            hosts(row, reader.member),
            is_invited(row, reader.member),
        )
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
