"""Facts about pins and locks."""

from datetime import datetime

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class ThreadPinned(Fact):
    """A thread was pinned."""

    name = "posts.thread_pinned"
    visible_to = "posts.read"
    thread: PostId
    until: datetime | None


@frozen
class ThreadUnpinned(Fact):
    """A thread was unpinned."""

    name = "posts.thread_unpinned"
    visible_to = "posts.read"
    thread: PostId


@frozen
class ThreadLocked(Fact):
    """A thread was locked."""

    name = "posts.thread_locked"
    visible_to = "posts.read"
    thread: PostId


@frozen
class ThreadUnlocked(Fact):
    """A thread was unlocked."""

    name = "posts.thread_unlocked"
    visible_to = "posts.read"
    thread: PostId
