"""Facts about moved posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostMoved(Fact):
    """A reply was moved, with all that is below it.

    Attributes:
        post: The reply.
        thread: Where it was.
        into: The thread where it is; the same one where it was moved within it.
        parent: What it replies to now.
        count: Posts that were moved, those below it too.
    """

    name = "posts.moved"
    post: PostId
    thread: PostId
    into: PostId
    parent: PostId
    count: int


@frozen
class ThreadsMerged(Fact):
    """A thread became a part of another one.

    Attributes:
        thread: The thread that went; the post that opened it is a reply now.
        into: The thread that stays.
        count: Posts that were moved.
    """

    name = "posts.threads_merged"
    thread: PostId
    into: PostId
    count: int


@frozen
class ThreadSplit(Fact):
    """A reply opens a thread of its own.

    Attributes:
        thread: Where it was.
        post: The reply; the id of its thread now.
        count: Posts that were moved.
    """

    name = "posts.thread_split"
    thread: PostId
    post: PostId
    count: int
