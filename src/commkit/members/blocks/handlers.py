"""How members mute and block others."""

from commkit.members.blocks import statements as sql
from commkit.members.blocks.messages import BlockMember, UnblockMember
from commkit.members.blocks.records import Block
from commkit.members.feature import members
from commkit.members.records import Membership
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context

_MAX_BLOCKS = 1_000


@members.handles(BlockMember)
def block_member(context: Context, command: BlockMember) -> Block:
    """Add the block, or change its level."""
    other = context.get(Membership, command.member)
    if other.id == context.member:
        raise Invalid.field("member", "oneself", "name somebody else")
    if context.rows(sql.COUNT_OTHERS, member=context.member, blocked=other.id)[0][0] >= _MAX_BLOCKS:
        raise Conflict("members.too_many_blocks", f"lift one of the {_MAX_BLOCKS} blocks first")
    made = Block(blocked=other.id, level=command.level, at=context.now)
    context.run(sql.UPSERT, made, member=context.member)
    return made


@members.handles(UnblockMember)
def unblock_member(context: Context, command: UnblockMember) -> None:
    """Remove the block, if there is one."""
    context.run(sql.DELETE, member=context.member, blocked=command.member)
