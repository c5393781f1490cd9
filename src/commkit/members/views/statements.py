"""The statements of views of members."""

from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from commkit.members.blocks.records import Block
from commkit.members.blocks.tables import block
from commkit.members.statements import IS_SHOWN, shown_to_self
from commkit.members.tables import membership
from commkit.members.views.records import Author
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_IDS = bindparam("ids", expanding=True, type_=Id)

AUTHOR_COLUMNS: tuple[Any, ...] = (
    membership.c.id,
    membership.c.name,
    membership.c.role,
    membership.c.staff,
    shown_to_self(membership.c.key, ""),
    membership.c.kind,
)
"""The columns of an `Author` as `me` sees them, in its order; see `author_parameters`."""

IS_AUTHOR_SHOWN = and_(
    IS_SHOWN, or_(membership.c.id == bindparam("me", type_=Id), bindparam("reads_members"))
)
"""Whether `me` may see a membership as an author's; outsiders, without `reads_members`, learn of nobody inside."""

AUTHORS = statement(
    lambda: select(*AUTHOR_COLUMNS).where(
        membership.c.community_id == bindparam("community_id"), membership.c.id.in_(_IDS), IS_SHOWN
    ),
    into=Author,
)
"""Those of some members whose memberships `me` may see; `sees_all` for those who decide about requests."""

BLOCKS = statement(
    lambda: select(block.c.blocked, block.c.level, block.c.at).where(
        block.c.community_id == bindparam("community_id"),
        block.c.member == bindparam("me", type_=Id),
        block.c.blocked.in_(_IDS),
    ),
    into=Block,
)
