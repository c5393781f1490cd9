"""Facts about posts that wait."""

from attrs import frozen

from commkit.moderation.cases.records import CaseId
from commkit.posts import PostId
from commkit.runtime.model.messages import Fact


@frozen
class HeldPostWithdrawn(Fact):
    """An author took back a post that waited.

    Attributes:
        post: The post.
        case: Its case.
    """

    name = "moderation.held_post_withdrawn"
    visible_to = "moderation.handle"
    post: PostId
    case: CaseId
