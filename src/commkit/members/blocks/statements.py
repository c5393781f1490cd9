"""The statements of blocks."""

from sqlalchemy import bindparam, delete, func, select

from commkit.members.agents.statements import is_met_by_block
from commkit.members.blocks.records import Block, BlockLevel
from commkit.members.blocks.tables import block
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_MINE = (block.c.community_id == bindparam("community_id")) & (
    block.c.member == bindparam("member", type_=Id)
)
_HOLDS = is_met_by_block(bindparam("community_id", type_=Id), block.c.blocked, bindparam("blocked", type_=Id))
_insert = upsert(block)
UPSERT = statement(
    lambda: _insert.on_conflict_do_update(
        index_elements=["community_id", "member", "blocked"],
        set_={"level": _insert.excluded.level, "at": _insert.excluded.at},
    )
)
DELETE = statement(lambda: delete(block).where(_MINE, block.c.blocked == bindparam("blocked", type_=Id)))
MINE = statement(
    lambda: select(block.c.blocked, block.c.level, block.c.at).where(_MINE).order_by(block.c.blocked),
    into=Block,
)
COUNT_OTHERS = statement(
    lambda: (
        select(func.count())
        .select_from(block)
        .where(_MINE, block.c.blocked != bindparam("blocked", type_=Id))
    )
)
BLOCKERS = statement(
    lambda: select(block.c.member, block.c.level).where(
        block.c.community_id == bindparam("community_id"), _HOLDS
    )
)
BLOCKERS_AMONG = statement(
    lambda: (
        select(block.c.member)
        .where(
            block.c.community_id == bindparam("community_id"),
            block.c.member.in_(bindparam("members", type_=Id, expanding=True)),
            _HOLDS,
            block.c.level == BlockLevel.BLOCK,
        )
        .distinct()
    )
)
