"""What a block is."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import MemberId


class BlockLevel(StrEnum):
    """How far a member wants to be left alone by another one."""

    MUTE = "mute"
    """What the other does is not told to the member; the other never learns of it."""
    BLOCK = "block"
    """Besides, the other cannot reply to the member's posts, nor invite them to anything."""


@frozen
class Block:
    """Somebody whom a member does not want to hear from.

    Attributes:
        blocked: Whom.
        level: How far.
        at: Since when.
    """

    blocked: MemberId
    level: BlockLevel
    at: datetime
