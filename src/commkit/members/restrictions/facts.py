"""The facts of restrictions."""

from datetime import datetime

from attrs import frozen

from commkit.members.records import MembershipStatus
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class MembershipStatusChanged(Fact):
    """A member was silenced, suspended or banned, or that ended.

    Attributes:
        member: Who.
        status: The status they have now.
        reason: Why, in a steward's words; empty where a restriction ended.
        until: When the restriction ends; None for no end.
    """

    name = "members.status_changed"
    visible_to = "members.restrict"
    changes_sight_of = "member"
    personal = ("reason",)
    member: MemberId
    status: MembershipStatus
    reason: str
    until: datetime | None
