"""The gate of join policies."""

from commkit.communities import JoinPolicy
from commkit.members.feature import members
from commkit.members.messages import JoinCommunity
from commkit.runtime.model.messages import Deny
from commkit.runtime.sessions.context import Context


@members.gates(JoinCommunity)
def check_join_policy(context: Context, command: JoinCommunity) -> Deny | None:
    """People join by themselves where the join policy is `open` or `request`."""
    policy = context.community.join_policy
    if policy in (JoinPolicy.OPEN, JoinPolicy.REQUEST):
        return None
    return Deny("members.not_open", f"this community takes members by {policy}; ask a steward")
