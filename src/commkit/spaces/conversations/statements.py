"""The statements of conversations."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from commkit.members import BlockLevel, block, group_member, is_met_by_block
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement
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


def is_ended_by_block(community: Any, conversation: Any, audience: Any, writer: Any) -> ColumnElement[bool]:
    """The condition that a space is a conversation of two, the other one of whom blocks the writer.

    Args:
        community: The community's id.
        conversation: The id of the space.
        audience: The id of its group.
        writer: The id of who writes; null for those whom no block concerns.
    """
    inside = group_member.alias("inside")
    kept = exists(
        select(space.c.id).where(
            space.c.community_id == community, space.c.id == conversation, space.c.kept_by == spaces.name
        )
    ).correlate_except(space)
    count = (
        select(func.count())
        .select_from(inside)
        .where(inside.c.community_id == community, inside.c.group == audience)
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
            kept,
            count.scalar_subquery() == 2,
        )
    ).correlate_except(group_member, block)


IS_ENDED = statement(
    lambda: select(
        is_ended_by_block(
            bindparam("community_id", type_=Id),
            bindparam("space", type_=Id),
            bindparam("audience", type_=Id),
            bindparam("writer", type_=Id),
        )
    )
)
"""Whether the other one of a conversation of two blocks the writer."""
