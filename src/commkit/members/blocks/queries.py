"""Whom members block, and whether they block the actor."""

from commkit.members.blocks import statements as sql
from commkit.members.blocks.messages import ListMyBlocks
from commkit.members.blocks.records import Block, BlockLevel
from commkit.members.feature import members
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@members.handles(ListMyBlocks)
def list_my_blocks(context: Context, query: ListMyBlocks) -> tuple[Block, ...]:
    """List the actor's blocks; their number is limited."""
    return tuple(context.rows(sql.MINE, member=context.member))


def blockers_of(context: Context, member: MemberId) -> dict[MemberId, BlockLevel]:
    """The members who mute or block a member, or whom it acts for, and which of the two."""
    found = context.rows(sql.BLOCKERS, blocked=member)
    return dict(sorted(found, key=lambda row: row[1] is BlockLevel.BLOCK))  # of several, the stronger one


def may_message_despite_block(context: Context) -> bool:
    """Whether blocks do not hold against the actor: staff, those who restrict members, and the host itself."""
    mine = context.membership
    return mine is None or mine.staff or context.can("members.restrict")


def is_blocked_by(context: Context, member: MemberId) -> bool:
    """Whether a member blocks the actor, or whom the actor acts for, and blocks hold against the actor."""
    if may_message_despite_block(context):
        return False
    return bool(context.rows(sql.IS_BLOCKED, member=member, blocked=context.member))
