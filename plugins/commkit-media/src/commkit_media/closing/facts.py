"""What happens to threads whose time is over."""

from datetime import datetime

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class ThreadClosed(Fact):
    """A thread was closed because its time was over; `posts.thread_locked` tells of it, too, if it was open.

    Attributes:
        thread: The thread.
    """

    name = "media.thread_closed"
    visible_to = "media.read_closing"
    thread: PostId


@frozen
class ThreadArchived(Fact):
    """A thread was archived.

    Attributes:
        thread: The thread.
    """

    name = "media.thread_archived"
    visible_to = "media.read_closing"
    thread: PostId


@frozen
class ClosingSet(Fact):
    """Somebody said when a thread closes.

    Attributes:
        thread: The thread.
        closes_at: When it closes; None for never.
        archives_at: When it is archived; None for never.
    """

    name = "media.closing_set"
    visible_to = "media.read_closing"
    thread: PostId
    closes_at: datetime | None
    archives_at: datetime | None
