"""Facts about edits."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostEdited(Fact):
    """A post was edited."""

    name = "posts.edited"
    visible_to = "posts.read"
    post: PostId
    version: int
