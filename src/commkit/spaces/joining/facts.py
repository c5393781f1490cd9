"""The facts of joining. Who comes in and who leaves is told by `GroupJoined` and `GroupLeft` of the audience."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact
from commkit.spaces.records import SpaceId


@frozen
class SpaceJoinRequested(Fact):
    """A member asked to join a space."""

    name = "spaces.join_requested"
    visible_to = "spaces.manage_members"
    space: SpaceId
    member: MemberId


@frozen
class SpaceRequestRejected(Fact):
    """A member who had asked to join a space was turned down."""

    name = "spaces.request_rejected"
    visible_to = "spaces.manage_members"
    space: SpaceId
    member: MemberId
