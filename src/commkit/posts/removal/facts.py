"""Facts about removed and restored posts."""

from uuid import UUID

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PostRemoved(Fact):
    """A post was removed.

    Attributes:
        post: The post.
        thread: Its thread.
        author: Who wrote it.
        reason: Why, in the words of who removed it.
        was_shown: Whether somebody could see it before: it was not held in the moment in which it was written.
    """

    name = "posts.removed"
    visible_to = "posts.read"
    personal = ("reason",)
    post: PostId
    thread: PostId
    author: MemberId | None
    reason: str
    was_shown: bool = True

    def took_away(self) -> tuple[UUID, ...]:
        """The post, unless it was held."""
        return (self.post,) if self.was_shown else ()


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
    visible_to = "posts.read"
    post: PostId
    thread: PostId
    author: MemberId | None
    first_shown: bool = False
