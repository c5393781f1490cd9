"""Who sees events, besides what other features hide; an occurrence is seen with its event."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal_column, not_, or_, select

from commkit.events.feature import events
from commkit.events.hosting.tables import cohost, invited
from commkit.events.records import Event, EventAccess
from commkit.events.tables import event
from commkit.members import principal_of
from commkit.runtime.storage.readers import Reader
from commkit.spaces import outside_audience

events.hides(Event)(outside_audience)


@events.hides(Event)
def uninvited(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An event for invited members is for these, its hosts, and who may read every event.

    An agent that is invited, or a co-host, sees it only while whom it acts for would see it as one of these, too.
    """
    principal = principal_of(row.c.community_id, reader.member)
    return not_(
        or_(
            row.c.access == EventAccess.OPEN,
            reader.may("events.read_all"),
            row.c.host == reader.member,
            and_(
                or_(hosts(row, reader.member), is_invited(row, reader.member)),
                or_(hosts(row, principal), is_invited(row, principal)),
            ),
        )
    )


def is_event_hidden(
    community: ColumnElement[Any], id: ColumnElement[Any], reader: Reader
) -> ColumnElement[bool]:
    """Whether a reader does not see an event, for rules of features whose records belong to events.

    Args:
        community: The column of the community's id.
        id: The column of the event's id.
        reader: Who reads.
    """
    its = event.alias()
    return ~(
        exists(select(literal_column("1")))
        .select_from(its)
        .where(
            its.c.community_id == community,
            its.c.id == id,
            not_(outside_audience(its, reader)),
            not_(uninvited(its, reader)),
        )
        .correlate_except(its)
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
