"""The statements of moderators."""

from sqlalchemy import bindparam, delete, exists, func, select

from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.spaces.moderators.records import SpaceModerator
from commkit.spaces.tables import space, space_moderator

_HERE = space_moderator.c.community_id == bindparam("community_id")
_SPACE = space_moderator.c.space == bindparam("space", type_=Id)
_MEMBER = space_moderator.c.member == bindparam("member", type_=Id)

ADD = statement(lambda: insert_if_absent(space_moderator))
DELETE = statement(lambda: delete(space_moderator).where(_HERE, _SPACE, _MEMBER))
DELETE_ALL_OF = statement(lambda: delete(space_moderator).where(_HERE, _MEMBER))
DELETE_WITHIN = statement(
    lambda: delete(space_moderator).where(
        _HERE,
        _MEMBER,
        exists(
            select(space.c.id).where(
                space.c.community_id == space_moderator.c.community_id,
                space.c.id == space_moderator.c.space,
                space.c.audience == bindparam("group", type_=Id),
            )
        ),
    )
)
"""Takes from a member the role in all spaces with this audience."""
IS_MODERATOR = statement(lambda: select(space_moderator.c.since).where(_HERE, _SPACE, _MEMBER))
MODERATED = statement(lambda: select(space_moderator.c.space).where(_HERE, _MEMBER))
COUNT = statement(lambda: select(func.count()).select_from(space_moderator).where(_HERE, _SPACE))
ALL = statement(
    lambda: (
        select(space_moderator.c.space, space_moderator.c.member, space_moderator.c.since)
        .where(_HERE, _SPACE)
        .order_by(space_moderator.c.member)
    ),
    into=SpaceModerator,
)
