"""How trust is explained."""

from commkit.members.feature import members
from commkit.members.records import Membership
from commkit.members.trust.messages import ExplainTrust
from commkit.members.trust.policy import evaluate_trust
from commkit.members.trust.records import TrustTrace
from commkit.runtime.sessions.context import Context


@members.handles(ExplainTrust)
def explain_trust(context: Context, query: ExplainTrust) -> TrustTrace:
    """Evaluate the requirements of every level for one member."""
    member = context.get(Membership, query.member, need="members.explain_trust")
    return evaluate_trust(context.community_type.trust, member, context.now)
