"""Facts about moved posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostMoved(Fact):
    """A reply was moved, with all replies below it.

    Attributes:
        post: The reply.
        thread: The thread it was in.
        into: The thread it is in now; the same one if it was moved within its thread.
        parent: The post it replies to now.
        count: How many posts were moved, those below it included.
    """

    name = "posts.moved"
    post: PostId
    thread: PostId
    into: PostId
    parent: PostId
    count: int


@frozen
class ThreadsMerged(Fact):
    """A thread was merged into another one.

    Attributes:
        thread: The merged thread; its opening post is a reply now.
        into: The thread that it was merged into.
        count: How many posts were moved.
    """

    name = "posts.threads_merged"
    thread: PostId
    into: PostId
    count: int


@frozen
class ThreadSplit(Fact):
    """A reply was split off as a new thread.

    Attributes:
        thread: The thread it was in.
        post: The reply; its id is the id of the new thread.
        count: How many posts were moved.
    """

    name = "posts.thread_split"
    thread: PostId
    post: PostId
    count: int
