"""What happens to threads in several spaces."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit.spaces import SpaceId


@frozen
class ThreadCrossPosted(Fact):
    """A thread was posted in another space, too; `posts.created` tells of the new thread.

    Attributes:
        post: The thread there.
        original: The thread that it leads back to.
        space: The space.
    """

    name = "topical.thread_cross_posted"
    visible_to = "topical.read_cross_posts"
    post: PostId
    original: PostId
    space: SpaceId
