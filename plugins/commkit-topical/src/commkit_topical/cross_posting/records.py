"""A cross-post, and what belongs together by cross-posts."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.spaces import SpaceId
from commkit.storage import Person


@frozen
class CrossPost:
    """That a thread was posted in another space, too.

    Attributes:
        post: The thread that was opened there.
        original: The thread that it leads back to; no cross-post itself.
        space: The space that it was posted in.
        by: Who posted it there.
        at: When.
    """

    post: PostId
    original: PostId
    space: SpaceId
    by: Annotated[MemberId, Person()]
    at: datetime


@frozen
class LinkedThread:
    """One of the threads that belong together.

    Attributes:
        thread: The thread.
        space: The space it stands in; None for none.
        replies: Its replies.
        score: The sum of the weights of its reactions.
    """

    thread: PostId
    space: SpaceId | None
    replies: int
    score: int


@frozen
class CrossPosts:
    """The threads that belong together by cross-posts, of those that the reader may see.

    Attributes:
        original: The thread that all others lead back to; None where the reader does not see it.
        threads: All of them, the original first, then by age.
        replies: The replies of all of them together.
        score: The scores of all of them together.
    """

    original: PostId | None
    threads: tuple[LinkedThread, ...]
    replies: int
    score: int
