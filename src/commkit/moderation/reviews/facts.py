"""Facts about reviews."""

from attrs import frozen

from commkit.posts import PostId
from commkit.runtime.model.messages import Fact


@frozen
class ReviewRequested(Fact):
    """The host application's reviewer is to be asked about a version of a post."""

    name = "moderation.review_requested"
    visible_to = "moderation.handle"
    post: PostId
    version: int
