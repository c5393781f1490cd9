"""What can be done about people one does not want to hear from."""

from attrs import frozen

from commkit.members.blocks.records import Block, Shield
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query


@frozen
class SetShield(Command[Block]):
    """Mute or block somebody; said again, it takes the place of what was said before. Nobody else learns of it.

    Stewards and staff in their role are heard all the same.

    Args:
        other: Whom.
        shield: How far.

    Raises:
        NotFound: There is no such member.
        Invalid: It is the actor.
        Conflict: 1,000 people are muted or blocked already.
    """

    permission = "members.shield"
    discreet = True
    personal = ()

    other: MemberId
    shield: Shield = Shield.MUTE


@frozen
class LiftShield(Command[None]):
    """Hear from somebody again; to say it twice changes nothing."""

    permission = "members.shield"
    discreet = True
    other: MemberId


@frozen
class MyBlocks(Query[tuple[Block, ...]]):
    """Whom the actor has muted or blocked here."""

    permission = "members.shield"
