"""Facts about posts that are hidden and shown by a change of the community's type, or hidden as they expire."""

from uuid import UUID

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostsHidden(Fact):
    """Posts were hidden, and nobody removed them: the community gets a type that lacks their kinds, or they expire.

    Those that a change of the type hides may come back; `PostsShown` tells of it. Those that expire never do:
    `ThreadsExpired` follows in the same transaction, and names their threads.

    Attributes:
        posts: Up to 500 of them; what hides more emits several facts.
        threads: Those of them that open a thread, which is hidden with all its replies.
    """

    name = "posts.hidden"
    visible_to = "posts.read"
    posts: tuple[PostId, ...]
    threads: tuple[PostId, ...]

    def took_away(self) -> tuple[UUID, ...]:
        """The posts."""
        return self.posts


@frozen
class PostsShown(Fact):
    """Hidden posts are shown again, since the community's type has their kinds again.

    Attributes:
        posts: Up to 500 of them.
        threads: Those of them that open a thread.
    """

    name = "posts.shown"
    visible_to = "posts.read"
    posts: tuple[PostId, ...]
    threads: tuple[PostId, ...]
