"""The record of a block."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import MemberId


class BlockLevel(StrEnum):
    """How far a member shuts out another one."""

    MUTE = "mute"
    """The member gets no notifications of what the other does; the other does not see that."""
    BLOCK = "block"
    """Besides, the other cannot reply to the member's posts, nor draw them into an event, group or space."""


@frozen
class Block:
    """Somebody whom a member mutes or blocks.

    Attributes:
        blocked: Whom.
        level: Whether they are muted or blocked.
        at: When it was set.
    """

    blocked: MemberId
    level: BlockLevel
    at: datetime
