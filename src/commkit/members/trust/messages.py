"""The commands and queries of trust."""

from attrs import frozen

from commkit.members.records import Membership
from commkit.members.trust.records import TrustTrace
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query


@frozen
class RecalculateTrust(Command[Membership]):
    """Set a member's trust level to what their contributions earn now; an agent loses trust by it, and earns none.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member.
    """

    permission = "members.recalculate_trust"
    member: MemberId


@frozen
class ExplainTrust(Query[TrustTrace]):
    """Explain how far a member meets every requirement of every trust level; for themselves, and for stewards.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member.
        Denied: It is somebody else, and the actor is no steward.
    """

    permission = "members.explain_trust"
    member: MemberId
