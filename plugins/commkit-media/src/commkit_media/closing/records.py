"""When a thread closes by itself."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.posts import PostId


@frozen
class ThreadClosing:
    """When a thread closes by itself, and what became of it.

    Attributes:
        thread: The thread.
        closes_at: When it closes: nobody replies from then on; None for never.
        archives_at: When it is archived: from then on it is marked, and stands on no front page; None for never.
        closed_at: When the worker closed it; None while it did not.
        archived_at: When the worker archived it; None while it did not.
        scheduled: The scheduled command that does what comes next.
    """

    thread: PostId
    closes_at: datetime | None
    archives_at: datetime | None
    closed_at: datetime | None
    archived_at: datetime | None
    scheduled: UUID | None
