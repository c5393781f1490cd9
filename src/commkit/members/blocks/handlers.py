"""What happens when somebody is muted or blocked, and who asks."""

from commkit.members.blocks import statements as sql
from commkit.members.blocks.messages import BlockMember, ListMyBlocks, UnblockMember
from commkit.members.blocks.records import Block, BlockLevel
from commkit.members.feature import members
from commkit.members.records import Membership
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_MAX_BLOCKS = 1_000


@members.handles(BlockMember)
def block_member(context: Context, command: BlockMember) -> Block:
    """From now on."""
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
    """No more."""
    context.run(sql.DELETE, member=context.member, blocked=command.member)


@members.handles(ListMyBlocks)
def list_my_blocks(context: Context, query: ListMyBlocks) -> tuple[Block, ...]:
    """One's own; their number is limited."""
    return tuple(context.rows(sql.MINE, member=context.member))


def blockers_of(context: Context, member: MemberId) -> dict[MemberId, BlockLevel]:
    """Who does not want to hear from somebody, and how far."""
    return dict(context.rows(sql.BLOCKERS, blocked=member))


def may_message_despite_block(context: Context) -> bool:
    """Whether nobody can shut the actor out: staff, those who keep order, and the host itself."""
    mine = context.membership
    return mine is None or mine.staff or context.can("members.restrict")


def is_blocked_by(context: Context, member: MemberId) -> bool:
    """Whether a member has blocked the actor, and the actor is not heard anyway."""
    if may_message_despite_block(context):
        return False
    return bool(context.rows(sql.IS_BLOCKED, member=member, blocked=context.member))
