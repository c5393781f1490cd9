"""Facts about states."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostStateChanged(Fact):
    """The state of a post changed."""

    name = "posts.state_changed"
    visible_to = "posts.read"
    post: PostId
    before: str
    after: str
