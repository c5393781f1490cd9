"""The statements of conversations."""

from sqlalchemy import bindparam, select

from commkit.members import group_member
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.spaces.records import Space
from commkit.spaces.tables import space

_MINE = (group_member.c.community_id == bindparam("community_id")) & (
    group_member.c.member == bindparam("member", type_=Id)
)
_CONVERSATION = (
    (space.c.community_id == bindparam("community_id"))
    & (space.c.kept_by == bindparam("keeper"))
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
