"""Facts about edits."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostEdited(Fact):
    """A post says something else now."""

    name = "posts.edited"
    post: PostId
    version: int
