"""The commands and queries of blocks."""

from attrs import frozen

from commkit.members.blocks.records import Block, BlockLevel
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query


@frozen
class BlockMember(Command[Block]):
    """Block a member, or only mute them, or change the level; nobody else sees it.

    Who is muted or blocked causes the actor no notifications; who is blocked cannot reply to the actor, invite or draw
    them into anything, or go on in a conversation of two either, by whatever command. What they write elsewhere is
    still there to be read. Blocks do not hold against staff and those who restrict members, and end when either of the
    two is erased: who comes again then is somebody new.

    Attributes:
        member: Whom.
        level: `block`, or `mute` for notifications only.

    Raises:
        NotFound: There is no such member.
        Invalid: It is the actor.
        Conflict: The actor mutes or blocks 1,000 members already.
    """

    permission = "members.block"
    discreet = True
    personal = ()

    member: MemberId
    level: BlockLevel = BlockLevel.BLOCK


@frozen
class UnblockMember(Command[None]):
    """End a mute or block; repeated, it changes nothing."""

    permission = "members.block"
    discreet = True
    member: MemberId


@frozen
class ListMyBlocks(Query[tuple[Block, ...]]):
    """List whom the actor mutes or blocks in this community."""

    permission = "members.block"
