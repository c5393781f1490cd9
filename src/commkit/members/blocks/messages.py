"""What can be done about people one does not want to hear from."""

from attrs import frozen

from commkit.members.blocks.records import Block, BlockLevel
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query


@frozen
class BlockMember(Command[Block]):
    """Mute or block somebody; said again, it takes the place of what was said before. Nobody else learns of it.

    Stewards and staff in their role are heard all the same.

    Args:
        member: Whom.
        level: How far.

    Raises:
        NotFound: There is no such member.
        Invalid: It is the actor.
        Conflict: 1,000 people are muted or blocked already.
    """

    permission = "members.block"
    discreet = True
    personal = ()

    member: MemberId
    level: BlockLevel = BlockLevel.MUTE


@frozen
class UnblockMember(Command[None]):
    """Hear from somebody again; to say it twice changes nothing."""

    permission = "members.block"
    discreet = True
    member: MemberId


@frozen
class ListMyBlocks(Query[tuple[Block, ...]]):
    """Whom the actor has muted or blocked here."""

    permission = "members.block"
