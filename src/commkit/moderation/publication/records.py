"""When posts are looked at, and what an author reads of a post of their own that waits."""

from datetime import datetime
from typing import Literal

from attrs import frozen

from commkit.posts import Post

Publication = Literal["after", "checked", "before"]
"""When a post is looked at: after it is published; by the reviewer first; by a moderator first."""


@frozen
class HeldPost:
    """A post of the reader's own that nobody else but moderators sees until it is decided about.

    Attributes:
        post: The post, as its author wrote it.
        since: Since when it waits.
        waits_for: `moderator`, or `reviewer` where it is being checked first.
    """

    post: Post
    since: datetime
    waits_for: Literal["moderator", "reviewer"]
