"""What happens to privileges."""

from attrs import frozen

from commkit import Fact, MemberId


@frozen
class PrivilegeEarned(Fact):
    """A member has earned a privilege."""

    name = "reputation.privilege_earned"
    visible_to = "reputation.read"
    member: MemberId
    privilege: str


@frozen
class PrivilegeLost(Fact):
    """A member does not meet the requirements of a privilege any more."""

    name = "reputation.privilege_lost"
    visible_to = "reputation.read"
    member: MemberId
    privilege: str
