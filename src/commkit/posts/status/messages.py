"""Commands of pins and locks, and queries of what posts are marked with."""

from datetime import datetime

from attrs import field, frozen

from commkit.posts.messages import Reason
from commkit.posts.records import Post, PostId
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.spaces import SpaceId


@frozen
class PinThread(Command[PostStatus]):
    """Pin a thread, so that `ListPinnedThreads` lists it; again, to change until when.

    A thread that stands in a space is pinned in that space, and moves with its pin.

    Attributes:
        thread: The thread.
        until: When the pin ends by itself; by default it stays until the thread is unpinned.

    Raises:
        Invalid: The post does not open a thread, or the time is past.
        Conflict: As many threads of its space (or without one) as may be are pinned, see `PostSettings.max_pins`; or it
            was moved meanwhile.
    """

    permission = "posts.pin"

    thread: PostId
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class UnpinThread(Command[PostStatus]):
    """Unpin a thread.

    Raises:
        Conflict: It is not pinned.
    """

    permission = "posts.pin"

    thread: PostId


@frozen
class LockThread(TextCommand[PostStatus]):
    """Lock a thread: nobody can reply in it; its posts can still be read, reacted to and edited.

    Attributes:
        thread: The thread.
        reason: Why; part of the error that a reply is refused with.

    Raises:
        Conflict: It is locked already.
        Invalid: The post does not open a thread.
    """

    permission = "posts.lock"
    shown = ("reason",)
    personal = ("reason",)

    thread: PostId
    reason: Reason = ""


@frozen
class UnlockThread(Command[PostStatus]):
    """Unlock a thread.

    Raises:
        Conflict: It is not locked.
    """

    permission = "posts.lock"

    thread: PostId


@frozen
class ListPostStatuses(Query[tuple[PostStatus, ...]]):
    """Read what the posts of a page are marked with, in one query.

    Attributes:
        posts: At most 100; posts that the actor may not see are left out of the result.
    """

    permission = "posts.read"

    posts: tuple[PostId, ...]


@frozen(kw_only=True)
class ListPinnedThreads(Query[tuple[Post, ...]]):
    """List the threads that are pinned now in a space, the latest pin first.

    Attributes:
        space: The space that they stand in; those that stand in none where it is left out.
        limit: Threads, 1 to 100.
    """

    permission = "posts.read"

    space: SpaceId | None = None
    limit: int = 20
