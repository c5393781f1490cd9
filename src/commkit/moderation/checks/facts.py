"""Facts about checks."""

from attrs import frozen

from commkit.moderation.cases.records import CaseId
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PostHeld(Fact):
    """A post is hidden until its case is decided."""

    name = "moderation.held"
    visible_to = "moderation.handle"
    post: PostId
    case: CaseId
    author: MemberId | None
