"""Whom members block, and whether they block the actor."""

from collections.abc import Collection

from commkit.members.blocks import statements as sql
from commkit.members.blocks.messages import ListMyBlocks
from commkit.members.blocks.records import Block, BlockLevel
from commkit.members.feature import members
from commkit.runtime.model.errors import Denied
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
    return bool(blockers_among(context, [member]))


def blockers_among(context: Context, members: Collection[MemberId]) -> frozenset[MemberId]:
    """Those of some members who block the actor, or whom the actor acts for; none where blocks do not hold."""
    if not members or may_message_despite_block(context):
        return frozenset()
    found = context.rows(sql.BLOCKERS_AMONG, members=list(members), blocked=context.member)
    return frozenset(MemberId(member) for (member,) in found)


def check_not_blocked_by(context: Context, member: MemberId) -> None:
    """Check that the actor may draw a member into something: an event, a group, a space, a conversation.

    Raises:
        Denied: The member blocks the actor.
    """
    if is_blocked_by(context, member):
        raise Denied("members.blocked", "this member takes no invitations from you; leave them out")
