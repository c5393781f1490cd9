"""Facts about removed and restored posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PostRemoved(Fact):
    """A post was removed."""

    name = "posts.removed"
    personal = ("reason",)
    post: PostId
    thread: PostId
    author: MemberId | None
    reason: str


@frozen
class PostRestored(Fact):
    """A post was restored.

    Attributes:
        post: The post.
        thread: Its thread.
        author: Who wrote it.
        first_shown: Whether nobody could see it before: it was held in the moment in which it was written.
    """

    name = "posts.restored"
    post: PostId
    thread: PostId
    author: MemberId | None
    first_shown: bool = False
