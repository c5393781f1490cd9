"""What is unread: counts, pages, and the first unread post of a thread."""

from datetime import datetime
from uuid import UUID

from commkit.posts.feature import posts
from commkit.posts.read_positions import statements as sql
from commkit.posts.read_positions.messages import CountUnreadThreads, ListUnreadThreads, ReadReadPosition
from commkit.posts.read_positions.records import ReadPosition, UnreadThreads
from commkit.posts.records import Post, PostId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import EARLIEST, LAST_ID, LATEST, Page, keyset, page_size

_BY_TIME = keyset(datetime, UUID, of="posts.unread_threads")


@posts.handles(ReadReadPosition)
def read_read_position(context: Context, query: ReadReadPosition) -> ReadPosition:
    """Find the first visible post after the last one that was read."""
    opening = context.get(Post, query.thread)
    found = context.one(sql.POSITION, me=context.member, thread=opening.thread)
    number: int = found[0] if found is not None else -1
    last, of_others = context.one(sql.LAST_NUMBERS, me=context.member, thread=opening.thread) or (0, 0)
    if number >= of_others:  # what stands behind is the member's own
        number = max(number, last)
    return ReadPosition(
        thread=opening.thread,
        number=number,
        unread=max(last - number, 0),
        first_unread=first_unread_after(context, opening.thread, number),
    )


def first_unread_after(context: Context, thread: PostId, number: int) -> PostId | None:
    """The first post of others after a number of a thread that the actor sees; None where all is read.

    Args:
        context: The context.
        thread: The thread.
        number: The number of the last post that was read; -1 where none was.
    """
    first = context.one(sql.FIRST_UNREAD, me=context.member, thread=thread, number=number)
    return PostId(first[0]) if first is not None else None


@posts.handles(CountUnreadThreads)
def count_unread_threads(context: Context, query: CountUnreadThreads) -> tuple[UnreadThreads, ...]:
    """Count in one statement."""
    rows = context.rows(sql.COUNTS, me=context.member, since=since_of(context))
    return tuple(UnreadThreads(space, count) for space, count in rows)


@posts.handles(ListUnreadThreads)
def list_unread_threads(context: Context, query: ListUnreadThreads) -> Page[Post]:
    """Read a page by the time of the last addition."""
    limit = page_size(query.limit)
    after_at, after = _BY_TIME.decode(query.after, default=(LATEST, LAST_ID))
    rows = context.rows(
        sql.PAGE,
        me=context.member,
        since=since_of(context),
        after_at=after_at,
        after=after,
        size=limit + 1,
    )
    return _BY_TIME.page(rows, limit, lambda post: (post.activity_at or post.created_at, post.id))


def since_of(context: Context) -> datetime:
    """What was written before a member joined is no news to them."""
    mine = context.membership
    return mine.joined_at if mine is not None and mine.joined_at is not None else EARLIEST
