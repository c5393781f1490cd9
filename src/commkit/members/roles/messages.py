"""The commands of roles."""

from typing import Annotated

from attrs import frozen

from commkit.members.records import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.texts import Text

RoleName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class AssignRole(Command[Membership]):
    """Give a member another role.

    Attributes:
        member: Who.
        role: A role of the community's type.

    Raises:
        NotFound: There is no such member.
        Invalid: The community's type has no such role, or they are an agent, and it gives the right to change roles.
        Denied: Only an owner makes somebody owner, or takes the role from one.
        Conflict: They are not inside, or are the last owner.
    """

    permission = "members.assign_role"
    personal = ()
    member: MemberId
    role: RoleName
