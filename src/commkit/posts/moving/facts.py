"""Facts about moved posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact
from commkit.spaces import SpaceId


@frozen
class PostMoved(Fact):
    """A reply was moved, with all replies below it.

    Attributes:
        post: The reply.
        thread: The thread it was in.
        into: The thread it is in now; the same one if it was moved within its thread.
        parent: The post it replies to now.
        count: How many posts were moved, those below it included.
        shown: Whether who sees the thread saw any of them there: not all were removed.
    """

    name = "posts.moved"
    visible_to = "posts.read"
    moved_from = "thread"
    moved_to = "into"
    post: PostId
    thread: PostId
    into: PostId
    parent: PostId
    count: int
    shown: bool = True

    def was_shown_there(self) -> bool:
        """Whether it was."""
        return self.shown


@frozen
class ThreadsMerged(Fact):
    """A thread was merged into another one.

    Attributes:
        thread: The merged thread; its opening post is a reply now.
        into: The thread that it was merged into.
        count: How many posts were moved.
        before: The space that the merged thread stood in; None for none.
        shown: Whether all who saw where it stood saw it there: it was not removed, nor for an audience of its own.
    """

    name = "posts.threads_merged"
    visible_to = "posts.read"
    moved_from = "before"
    moved_to = "into"
    thread: PostId
    into: PostId
    count: int
    before: SpaceId | None = None
    shown: bool = True

    def was_shown_there(self) -> bool:
        """Whether it was."""
        return self.shown


@frozen
class ThreadSplit(Fact):
    """A reply was split off as a new thread.

    Attributes:
        thread: The thread it was in.
        post: The reply; its id is the id of the new thread.
        count: How many posts were moved.
    """

    name = "posts.thread_split"
    visible_to = "posts.read"
    moved_from = "thread"
    thread: PostId
    post: PostId
    count: int
