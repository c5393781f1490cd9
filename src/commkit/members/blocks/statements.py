"""The statements of blocks."""

from sqlalchemy import bindparam, delete, func, select

from commkit.members.blocks.records import Block, Shield
from commkit.members.blocks.tables import block
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_MINE = (block.c.community_id == bindparam("community_id")) & (
    block.c.member == bindparam("member", type_=Id)
)
_insert = upsert(block)
SET = statement(
    _insert.on_conflict_do_update(
        index_elements=["community_id", "member", "other"],
        set_={"shield": _insert.excluded.shield, "at": _insert.excluded.at},
    )
)
LIFT = statement(delete(block).where(_MINE, block.c.other == bindparam("other", type_=Id)))
MINE = statement(
    select(block.c.other, block.c.shield, block.c.at).where(_MINE).order_by(block.c.other), into=Block
)
COUNT_OTHERS = statement(
    select(func.count()).select_from(block).where(_MINE, block.c.other != bindparam("other", type_=Id))
)
AGAINST = statement(
    select(block.c.member, block.c.shield).where(
        block.c.community_id == bindparam("community_id"), block.c.other == bindparam("other", type_=Id)
    )
)
BLOCKS = statement(
    select(block.c.member).where(
        _MINE, block.c.other == bindparam("other", type_=Id), block.c.shield == Shield.BLOCK
    )
)
