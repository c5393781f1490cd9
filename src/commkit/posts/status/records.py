"""What a post is marked with."""

from datetime import datetime

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId


@frozen
class PostStatus:
    """What a post is marked with.

    Attributes:
        post: Which.
        pinned_at: Since when it is pinned; None where it is not.
        pinned_until: Until when it is.
        locked_at: Since when nobody may reply in its thread.
        locked_by: Who locked it.
        lock_reason: Why, in their words.
        wiki_trust: The trust level at which others may edit it; None where it is no wiki.
        poll: Whether a poll hangs on it.
        first: Whether it is the first that its author wrote here.
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
