"""Who sees what has an audience: the one rule of all nouns whose records stand in spaces."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_, select

from commkit.members import group, group_member
from commkit.runtime.storage.readers import Reader
from commkit.spaces.feature import spaces
from commkit.spaces.records import Space, SpaceJoinPolicy
from commkit.spaces.tables import space


def outside_audience(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Whether a row has an audience that the reader is not in.

    Who may read all audiences sees it too, except behind walls. Nobody sees through walls but the host itself, which
    has to carry out what members asked for.

    Args:
        row: A table with the columns `community_id` and `audience`.
        reader: Who reads.
    """
    inside = exists().where(
        group_member.c.community_id == row.c.community_id,
        group_member.c.group == row.c.audience,
        group_member.c.member == reader.member,
    )
    # A scalar, not EXISTS: of that PostgreSQL may make a hash of all groups that there are.
    walled = (
        select(group.c.walled)
        .where(group.c.community_id == row.c.community_id, group.c.id == row.c.audience)
        .correlate_except(group)
        .scalar_subquery()
    )
    return and_(
        row.c.audience.is_not(None),
        not_(inside.correlate_except(group_member)),
        not_(reader.may("spaces.read_walled")),
        not_(and_(reader.may("spaces.read_all"), not_(walled))),
    )


@spaces.hides(Space)
def not_open_to_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A space with an audience is there for those inside, and for those who may come in: a listed one, by asking."""
    joinable = and_(
        row.c.listed,
        or_(row.c.join_policy == SpaceJoinPolicy.OPEN, row.c.join_policy == SpaceJoinPolicy.REQUEST),
    )
    return and_(outside_audience(row, reader), not_(joinable))


@spaces.hides(Space)
def beyond_its_parent(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Who is outside of the audience of the space that it is a part of cannot come in, and does not see it."""
    above = space.alias()
    return (
        exists()
        .where(
            above.c.community_id == row.c.community_id,
            above.c.id == row.c.parent,
            outside_audience(above, reader),
        )
        .correlate_except(above)
    )
