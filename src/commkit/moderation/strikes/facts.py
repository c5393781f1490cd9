"""Facts about strikes."""

from attrs import frozen

from commkit.moderation.decisions.records import DecisionId
from commkit.moderation.strikes.records import StrikeId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class StrikeGiven(Fact):
    """A member got a strike.

    Attributes:
        strike: The strike.
        member: The member.
        decision: The decision that gave it.
        counting: How many strikes of the member count now, with this one.
        suspended: Whether the member was suspended for it.
    """

    name = "moderation.strike_given"
    visible_to = "moderation.handle"
    strike: StrikeId
    member: MemberId
    decision: DecisionId
    counting: int
    suspended: bool
