"""The facts of incentives."""

from attrs import frozen

from commkit.feedback.incentives.records import IncentiveId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class IncentivePromised(Fact):
    """A panelist was promised an incentive."""

    name = "feedback.incentive_promised"
    visible_to = "feedback.manage_panels"
    incentive: IncentiveId
    member: MemberId


@frozen
class IncentiveFulfilled(Fact):
    """A promised incentive was fulfilled."""

    name = "feedback.incentive_fulfilled"
    visible_to = "feedback.manage_panels"
    incentive: IncentiveId
    member: MemberId
