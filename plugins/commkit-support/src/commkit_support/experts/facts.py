"""What happens to invitations of experts."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class ExpertInvited(Fact):
    """A member was invited to answer a question."""

    name = "support.expert_invited"
    visible_to = "support.read_experts"
    question: PostId
    member: MemberId
