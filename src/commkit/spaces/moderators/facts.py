"""The facts of moderators."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact
from commkit.spaces.records import SpaceId


@frozen
class SpaceModeratorAssigned(Fact):
    """A member became a moderator of a space."""

    name = "spaces.moderator_assigned"
    visible_to = "spaces.read"
    changes_sight_of = "member"
    space: SpaceId
    member: MemberId


@frozen
class SpaceModeratorDismissed(Fact):
    """A member is no moderator of a space any more."""

    name = "spaces.moderator_dismissed"
    visible_to = "spaces.read"
    changes_sight_of = "member"
    space: SpaceId
    member: MemberId
