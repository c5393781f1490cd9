"""A featured comment."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person, Personal


@frozen
class FeaturedComment:
    """A comment that was featured.

    Attributes:
        post: The comment.
        thread: Its thread.
        note: Why, for its author and for readers; it may be empty.
        featured_by: Who featured it; None for the host.
        featured_at: When.
    """

    post: PostId
    thread: PostId
    note: Annotated[str, Personal(of="featured_by", max=500, min=0, erase=Erasure.KEEP)]
    featured_by: Annotated[MemberId | None, Person(owns=False)]
    featured_at: datetime
