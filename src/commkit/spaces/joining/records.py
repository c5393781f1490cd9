"""Who asks to join a space."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.spaces.records import SpaceId


@frozen
class SpaceRequest:
    """A member asks to join a space.

    Attributes:
        space: The space.
        member: Who asks.
        at: Since when.
    """

    space: SpaceId
    member: MemberId
    at: datetime
