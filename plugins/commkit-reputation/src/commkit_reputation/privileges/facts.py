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


@frozen
class FoundingEnded(Fact):
    """So many members have earned a privilege that the few points of the founding time are not enough any more.

    Attributes:
        privilege: The name of the privilege.
        holders: How many have earned it.
    """

    name = "reputation.founding_ended"
    visible_to = "reputation.read"
    privilege: str
    holders: int
