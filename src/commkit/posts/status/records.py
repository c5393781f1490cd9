"""What a post is marked with."""

from datetime import datetime

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId


@frozen
class PostStatus:
    """What a post is marked with.

    Attributes:
        post: The post.
        pinned_at: When it was pinned; None if it is not pinned.
        pinned_until: When the pin ends; None if it has no end.
        locked_at: When its thread was locked; None if it is not locked.
        locked_by: The member who locked it.
        lock_reason: Why it was locked.
        wiki_trust: The trust level from which others may edit it; None if it is not a wiki.
        poll: Whether it has a poll.
        first: Whether it is its author's first post here.
    """

    post: PostId
    pinned_at: datetime | None
    pinned_until: datetime | None
    locked_at: datetime | None
    locked_by: MemberId | None
    lock_reason: str
    wiki_trust: int | None
    poll: bool
    first: bool
