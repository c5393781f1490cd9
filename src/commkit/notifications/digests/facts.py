"""The fact that a digest is due."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class DigestDue(Fact):
    """A member's digest is due.

    Attributes:
        member: The member.
    """

    name = "notifications.digest_due"
    visible_to = None
    inward = ("actor", "member")

    member: MemberId
