"""What handlers of several subjects of feedback share."""

from commkit.members import Membership
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def active_member(context: Context, id: MemberId) -> Membership:
    """Load the member for whom a suggestion or a vote is recorded.

    Raises:
        NotFound: There is no such member visible to the actor.
        Conflict: The membership is not current: left, pending or banned.
    """
    membership = context.get(Membership, id)
    if not membership.is_current:
        raise Conflict("feedback.member_not_active", "this member is not in the community; choose one who is")
    return membership
