"""The statements of spaces."""

from typing import Any

from sqlalchemy import bindparam, func, select, update

from commkit.members import group, group_member
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement
from commkit.runtime.storage.visibility import Visible
from commkit.spaces.records import Space
from commkit.spaces.tables import space

HERE = space.c.community_id == bindparam("community_id")
THIS = HERE & (space.c.id == bindparam("id", type_=Id))
SPACES = space.outerjoin(
    group, (group.c.community_id == space.c.community_id) & (group.c.id == space.c.audience)
)
"""Spaces with their audiences."""
RECORD: tuple[Any, ...] = (
    space.c.id,
    space.c.slug,
    space.c.title,
    space.c.purpose,
    space.c.parent,
    space.c.kinds,
    space.c.rules,
    space.c.audience,
    func.coalesce(group.c.walled, False, type_=group.c.walled.type),
    space.c.listed,
    space.c.join_policy,
    space.c.kept_by,
    space.c.created_at,
    space.c.archived_at,
)
"""The columns of a `Space`, in its order; `space` is joined with `group`."""


def spaces_shown(visible: Visible, *conditions: Any) -> Any:
    """Select the spaces that the reader may see."""
    return select(*RECORD).select_from(SPACES).where(HERE, visible(Space, space), *conditions)


ONE = visible_statement(
    lambda visible: spaces_shown(visible, space.c.id == bindparam("id", type_=Id)), into=Space
)
ANY = statement(lambda: select(*RECORD).select_from(SPACES).where(THIS), into=Space)
"""The space, whoever asks: for what follows from it, never to be shown."""
BY_SLUG = visible_statement(
    lambda visible: spaces_shown(visible, space.c.slug == bindparam("slug")), into=Space
)
LISTED = visible_statement(
    lambda visible: spaces_shown(visible, space.c.listed).order_by(space.c.position, space.c.id), into=Space
)
LOCK_FOR_WRITING = visible_statement(
    lambda visible: spaces_shown(visible, space.c.id == bindparam("id", type_=Id)).with_for_update(
        read=True, of=space
    ),
    into=Space,
)
"""The space, kept as it is until the commit: whoever archives it meanwhile waits."""
COUNT_LISTED = statement(lambda: select(func.count()).select_from(space).where(HERE, space.c.listed))
ADD = statement(lambda: insert_if_absent(space))
UPDATE = statement(
    lambda: (
        update(space)
        .values(
            title=bindparam("new_title"),
            purpose=bindparam("new_purpose"),
            kinds=bindparam("new_kinds"),
            rules=bindparam("new_rules"),
            listed=bindparam("new_listed"),
            join_policy=bindparam("new_join_policy"),
        )
        .where(THIS)
    )
)
LOCK = statement(lambda: update(space).values(position=space.c.position).where(THIS))
SET_POSITION = statement(lambda: update(space).values(position=bindparam("new_position")).where(THIS))
ARCHIVE = statement(
    lambda: (
        update(space)
        .values(archived_at=bindparam("now", type_=UtcDateTime))
        .where(THIS, space.c.archived_at.is_(None))
    )
)
REOPEN = statement(
    lambda: update(space).values(archived_at=None).where(THIS, space.c.archived_at.is_not(None))
)
IS_INSIDE = statement(
    lambda: select(group_member.c.member).where(
        group_member.c.community_id == bindparam("community_id"),
        group_member.c.group == bindparam("group", type_=Id),
        group_member.c.member == bindparam("member", type_=Id),
    )
)
"""Whether a member is in an audience."""
WITH_AUDIENCE = statement(
    lambda: select(space.c.id).where(HERE, space.c.audience == bindparam("group", type_=Id)).limit(1)
)
"""Whether a group is the audience of some space."""
_parent = space.alias("above")
_WITH_PARENT = space.join(
    _parent, (_parent.c.community_id == space.c.community_id) & (_parent.c.id == space.c.parent)
)
NARROWER = statement(
    lambda: (
        select(space.c.audience)
        .select_from(_WITH_PARENT)
        .where(
            HERE,
            _parent.c.community_id == bindparam("community_id"),
            _parent.c.audience == bindparam("group", type_=Id),
            space.c.audience != _parent.c.audience,
        )
        .distinct()
        .order_by(space.c.audience)
    )
)
"""The audiences of spaces that are parts of a space with this audience, and have one of their own."""
WIDER = statement(
    lambda: (
        select(_parent.c.audience)
        .select_from(_WITH_PARENT)
        .where(
            HERE,
            _parent.c.community_id == bindparam("community_id"),
            space.c.audience == bindparam("group", type_=Id),
            _parent.c.audience.is_not(None),
            space.c.audience != _parent.c.audience,
        )
        .distinct()
    )
)
"""The audiences of the parents of spaces with this audience, where they have another one."""
KEEP_GROUP = statement(
    lambda: (
        select(group.c.walled)
        .where(group.c.community_id == bindparam("community_id"), group.c.id == bindparam("group", type_=Id))
        .with_for_update(read=True)
    )
)
"""Whether a group is walled; it cannot be deleted until the commit."""
IS_WALLED = statement(
    lambda: select(group.c.id).where(
        group.c.community_id == bindparam("community_id"),
        group.c.id == bindparam("group", type_=Id),
        group.c.walled,
    )
)
"""The group, where it is walled."""
