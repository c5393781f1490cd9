"""Commands and queries of read positions."""

from attrs import field, frozen

from commkit.posts.read_positions.records import ReadPosition, UnreadThreads
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.spaces import SpaceId


@frozen
class MarkRead(Command[None]):
    """Mark a thread as read, up to and including a post; never back.

    Attributes:
        post: The last post that was shown to the member.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "posts.mark_read"
    when_ended = True

    post: PostId


@frozen
class MarkAllRead(Command[None]):
    """Mark every thread as read, of the community or of one space.

    Attributes:
        space: The space; None for the whole community.

    Raises:
        NotFound: There is no such space for this actor.
    """

    permission = "posts.mark_read"
    when_ended = True

    space: SpaceId | None = None


@frozen
class ReadReadPosition(Query[ReadPosition]):
    """How far the member has read a thread, and which post is the first unread one.

    Raises:
        NotFound: There is no such thread for this actor.
    """

    permission = "posts.mark_read"

    thread: PostId


@frozen
class CountUnreadThreads(Query[tuple[UnreadThreads, ...]]):
    """Count the threads with something that the member has not read, by space; those without a space first."""

    permission = "posts.mark_read"


@frozen
class ListUnreadThreads(Query[Page[Post]]):
    """List the threads with something that the member has not read, the latest activity first.

    What was written before the member joined counts as read, and so does a reply of their own where they had read what
    stood before it.

    Attributes:
        limit: Threads on a page, 1 to 100.
        after: The `next` of the previous page.
    """

    permission = "posts.mark_read"
    personal = ()

    limit: int = field(default=20, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
