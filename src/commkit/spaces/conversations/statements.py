"""The statements of conversations."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, false, func, or_, select

from commkit.members import BlockLevel, agent, block, group_member, is_met_by_block
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement, visible_statement
from commkit.runtime.storage.visibility import Visibility, Visible, VisibleRecord
from commkit.spaces.feature import spaces
from commkit.spaces.records import Space
from commkit.spaces.tables import space

_MINE = (group_member.c.community_id == bindparam("community_id")) & (
    group_member.c.member == bindparam("member", type_=Id)
)
_CONVERSATION = (
    (space.c.community_id == bindparam("community_id"))
    & (space.c.kept_by == spaces.name)
    & space.c.parent.is_(None)
)
_COLUMNS = (space.c.id, space.c.audience, space.c.created_at)
_WITH_SPACE = group_member.join(
    space, (space.c.community_id == group_member.c.community_id) & (space.c.audience == group_member.c.group)
)

ONE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(_WITH_SPACE)
        .where(_MINE, _CONVERSATION, visible(Space, space), space.c.id == bindparam("id", type_=Id))
    )
)
"""The conversation, where the member is in it."""
MINE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(_WITH_SPACE)
        .where(
            _MINE, _CONVERSATION, visible(Space, space), group_member.c.group < bindparam("after", type_=Id)
        )
        .order_by(group_member.c.group.desc())
        .limit(bindparam("size"))
    )
)
"""Those of a member; the ids of their groups rise with time."""
MEMBERS = statement(
    lambda: (
        select(group_member.c.group, group_member.c.member)
        .where(
            group_member.c.community_id == bindparam("community_id"),
            group_member.c.group.in_(bindparam("groups", expanding=True, type_=Id)),
        )
        .order_by(group_member.c.group, group_member.c.member)
    )
)
"""Who is in some groups."""


def is_ended_by_block(community: Any, audience: Any, writer: Any) -> ColumnElement[bool]:
    """The condition that a group is that of a conversation of two, the other one of whom blocks the writer.

    Agents do not count beside whom they act for: a conversation of two stays one when somebody's agent is in it too.

    Args:
        community: The community's id.
        audience: The id of the group.
        writer: The id of who writes; null for those whom no block concerns.
    """
    inside, principal, kept = (
        group_member.alias("inside"),
        group_member.alias("principal"),
        space.alias("kept"),
    )
    is_conversation = exists(
        select(kept.c.id).where(
            kept.c.community_id == community, kept.c.audience == audience, kept.c.kept_by == spaces.name
        )
    ).correlate_except(kept)
    is_beside_principal = (
        exists(
            select(agent.c.id)
            .join(
                principal,
                (principal.c.community_id == agent.c.community_id) & (principal.c.member == agent.c.acts_for),
            )
            .where(
                agent.c.community_id == community,
                agent.c.id == inside.c.member,
                principal.c.group == inside.c.group,
            )
        )
    ).correlate_except(agent, principal)
    count = (
        select(func.count())
        .select_from(inside)
        .where(inside.c.community_id == community, inside.c.group == audience, ~is_beside_principal)
        .correlate_except(inside)
    )
    blocks = (block.c.community_id == group_member.c.community_id) & (block.c.member == group_member.c.member)
    return exists(
        select(group_member.c.member)
        .join(block, blocks)
        .where(
            group_member.c.community_id == community,
            group_member.c.group == audience,
            block.c.level == BlockLevel.BLOCK,
            is_met_by_block(community, block.c.blocked, writer),
            is_conversation,
            count.scalar_subquery() == 2,
        )
    ).correlate_except(group_member, block)


IS_ENDED = statement(
    lambda: select(
        is_ended_by_block(
            bindparam("community_id", type_=Id),
            bindparam("audience", type_=Id),
            bindparam("writer", type_=Id),
        )
    )
)
"""Whether the other one of a conversation of two blocks the writer."""


def has_audience(visibility: Visibility, known: VisibleRecord) -> bool:
    """Whether objects of a record, or what they are parts of, have audiences."""
    return any("audience" in level.table.c for level in _levels(visibility, known))


@cache
def ended_around(record: type) -> Statement[tuple[Any, ...]]:
    """The statement that gives those of some ids whose objects stand in a conversation that has ended for the writer.

    Args:
        record: The class of the objects.
    """
    return visible_statement(lambda visible: _ended_around(visible, record))


def _ended_around(visible: Visible, record: type) -> Any:
    levels = list(_levels(visible.visibility, visible.visibility.records[record]))
    rows: list[FromClause] = [level.table.alias() for level in levels]
    joined, first = rows[0], rows[0]
    for level, row, above in zip(levels, rows, rows[1:], strict=False):
        assert level.part_of is not None
        joined = joined.outerjoin(
            above, (above.c.community_id == row.c.community_id) & (above.c.id == row.c[level.part_of[1]])
        )
    community, writer = bindparam("community_id", type_=Id), bindparam("writer", type_=Id)
    ended = [is_ended_by_block(community, row.c.audience, writer) for row in rows if "audience" in row.c]
    return (
        select(first.c.id)
        .select_from(joined)
        .where(
            first.c.community_id == community,
            first.c.id == bindparam("id", type_=Id),
            or_(false(), *ended),
        )
    )


def _levels(visibility: Visibility, known: VisibleRecord) -> Iterator[VisibleRecord]:
    """A record, then what it is a part of, and so on; one that may be a part of its own kind comes twice."""
    yield known
    seen = set[type]()
    while known.part_of is not None and known.record not in seen:
        seen.add(known.record)
        known = visibility.records[known.part_of[0]]
        yield known
