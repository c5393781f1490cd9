"""Facts about checks."""

from attrs import frozen

from commkit.moderation.cases.records import CaseId
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PostHeld(Fact):
    """A post is hidden until its case is decided.

    Attributes:
        post: The post.
        case: The case.
        author: Its author; None for the community itself.
        checked: Whether it waits for the reviewer first, and no moderator need decide yet.
    """

    name = "moderation.held"
    visible_to = "moderation.handle"
    post: PostId
    case: CaseId
    author: MemberId | None
    checked: bool = False
