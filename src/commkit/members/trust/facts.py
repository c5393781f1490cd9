"""The facts of trust."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class TrustChanged(Fact):
    """A member earned or lost a trust level.

    Attributes:
        member: Who.
        before: The level they had, 0 upwards.
        after: The level they have now.
    """

    name = "members.trust_changed"
    visible_to = "members.read"
    changes_sight_of = "member"
    member: MemberId
    before: int
    after: int
