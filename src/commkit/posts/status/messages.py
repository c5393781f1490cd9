"""Commands of pins and locks, and queries of what posts are marked with."""

from datetime import datetime

from attrs import field, frozen

from commkit.posts.messages import Reason
from commkit.posts.records import Post, PostId
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.messages import Command, Query


@frozen
class PinThread(Command[PostStatus]):
    """Pin a thread, so that `ListPinnedThreads` shows it; again, to give it another end.

    Attributes:
        thread: Which.
        until: When it ends by itself; left out, it stays until it is unpinned.

    Raises:
        Invalid: It is no thread, or the end has passed.
    """

    permission = "posts.pin"

    thread: PostId
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class UnpinThread(Command[PostStatus]):
    """Take the pin off.

    Raises:
        Conflict: It is not pinned.
    """

    permission = "posts.pin"

    thread: PostId


@frozen
class LockThread(Command[PostStatus]):
    """Let nobody reply in a thread any more; what stands can still be read, reacted to and edited.

    Attributes:
        thread: Which.
        reason: Why; who tries to reply is told.

    Raises:
        Conflict: It is locked already.
        Invalid: It is no thread.
    """

    permission = "posts.lock"
    personal = ("reason",)

    thread: PostId
    reason: Reason = ""


@frozen
class UnlockThread(Command[PostStatus]):
    """Let people reply again.

    Raises:
        Conflict: It is not locked.
    """

    permission = "posts.lock"

    thread: PostId


@frozen
class ListPostStatuses(Query[tuple[PostStatus, ...]]):
    """What posts are marked with: those of a page, in one go.

    Attributes:
        posts: At most 100; who asks for posts that they may not see gets nothing for these.
    """

    permission = "posts.read"

    posts: tuple[PostId, ...]


@frozen(kw_only=True)
class ListPinnedThreads(Query[tuple[Post, ...]]):
    """Threads that are pinned now, the latest pin first; at most 100."""

    permission = "posts.read"

    limit: int = 20
