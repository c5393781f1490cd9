"""Who moderates a space."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.spaces.records import SpaceId


@frozen
class SpaceModerator:
    """A member who moderates a space: permissions that are granted as `:space` hold for what stands in it.

    Attributes:
        space: The space.
        member: The member.
        since: Since when.
    """

    space: SpaceId
    member: MemberId
    since: datetime
