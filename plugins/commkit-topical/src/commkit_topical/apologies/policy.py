"""To which posts of a thread an apology does not wait; no database."""

from collections.abc import Collection
from datetime import datetime

from commkit import MemberId
from commkit.posts import Post


def is_answerable(
    post: Post, *, by: MemberId | None, pair: Collection[MemberId | None], since: datetime
) -> bool:
    """Whether a member who is asked to pause may apologise for what they answered to a post.

    Args:
        post: The post.
        by: Who would apologise.
        pair: The two who are asked to pause.
        since: The beginning of the time in which the thread heated up.
    """
    other = set(pair) - {by, None}
    return by is not None and by in pair and post.author in other and post.created_at >= since
