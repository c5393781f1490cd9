"""The facts of roles."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class RoleAssigned(Fact):
    """A member got another role.

    Attributes:
        member: Who.
        role: The role they have now.
    """

    name = "members.role_assigned"
    visible_to = "members.read"
    changes_sight_of = "member"
    member: MemberId
    role: str
