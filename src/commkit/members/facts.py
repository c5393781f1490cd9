"""The facts of memberships."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class MemberJoined(Fact):
    """Somebody became a member.

    Attributes:
        member: Who.
        role: The role they joined with.
    """

    name = "members.joined"
    visible_to = "members.read"
    changes_sight_of = "member"
    member: MemberId
    role: str


@frozen
class MembershipRequested(Fact):
    """Somebody asked to become a member."""

    name = "members.requested"
    visible_to = "members.manage_requests"
    member: MemberId


@frozen
class MembershipRejected(Fact):
    """A request to join was rejected."""

    name = "members.rejected"
    visible_to = "members.manage_requests"
    member: MemberId


@frozen
class MemberLeft(Fact):
    """A member left, or took back a request to join."""

    name = "members.left"
    visible_to = "members.read"
    changes_sight_of = "member"
    member: MemberId
