"""Queries of posts: one post, a thread in reading order, and the lists of threads and of a member's posts."""

from datetime import datetime
from uuid import UUID

from commkit.posts import statements as sql
from commkit.posts.feature import posts
from commkit.posts.messages import (
    ListActiveThreads,
    ListMemberPosts,
    ListNewestThreads,
    ListUnansweredThreads,
    ReadPost,
    ReadThread,
)
from commkit.posts.records import Post
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import EARLIEST, FIRST_ID, LAST_ID, LATEST, Page, keyset, page_size

_BY_PATH = keyset(bytes)
_BY_ID = keyset(UUID)
_BY_TIME = keyset(datetime, UUID)


@posts.handles(ReadPost)
def read_post(context: Context, query: ReadPost) -> Post:
    """Load the post."""
    return context.get(Post, query.post)


@posts.handles(ReadThread)
def read_thread(context: Context, query: ReadThread) -> Page[Post]:
    """Read a page of the thread, sorted by path; the opening post has the empty path and comes first."""
    limit = page_size(query.limit)
    values = {"thread": query.thread, "size": limit + 1}
    if query.after is not None:
        (after,) = _BY_PATH.decode(query.after, default=(b"",))
        rows = context.rows(sql.THREAD, after=after, **values)
    else:
        rows = context.rows(sql.THREAD_START, **values)
        if not rows or rows[0].id != query.thread:
            raise NotFound("posts.not_found", "there is no such thread here, or you may not see it")
    # A cursor is never empty: one zero byte sorts behind the opening post's path and ahead of every reply's.
    return _BY_PATH.page(rows, limit, lambda post: (post.path or b"\0",))


@posts.handles(ListNewestThreads)
def list_newest_threads(context: Context, query: ListNewestThreads) -> Page[Post]:
    """Read a page of opening posts, sorted by id, which rises with time."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    values = {"after": after, "size": limit + 1}
    if query.space is None:
        rows = context.rows(sql.NEWEST, **values)
    else:
        rows = context.rows(sql.NEWEST_IN_SPACE, space=query.space, **values)
    return _BY_ID.page(rows, limit, lambda post: (post.id,))


@posts.handles(ListActiveThreads)
def list_active_threads(context: Context, query: ListActiveThreads) -> Page[Post]:
    """Read a page of opening posts, sorted by the time of the last addition to the thread."""
    limit = page_size(query.limit)
    after_at, after = _BY_TIME.decode(query.after, default=(LATEST, LAST_ID))
    values = {"after_at": after_at, "after": after, "size": limit + 1}
    if query.space is None:
        rows = context.rows(sql.ACTIVITY, **values)
    else:
        rows = context.rows(sql.ACTIVITY_IN_SPACE, space=query.space, **values)
    return _BY_TIME.page(rows, limit, lambda post: (post.activity_at or post.created_at, post.id))


@posts.handles(ListUnansweredThreads)
def list_unanswered_threads(context: Context, query: ListUnansweredThreads) -> Page[Post]:
    """Read a page of opening posts without an answer, the one that waits longest first."""
    limit = page_size(query.limit)
    after_at, after = _BY_TIME.decode(query.after, default=(EARLIEST, FIRST_ID))
    values = {"after_at": after_at, "after": after, "size": limit + 1}
    if query.space is None:
        rows = context.rows(sql.UNANSWERED, **values)
    else:
        rows = context.rows(sql.UNANSWERED_IN_SPACE, space=query.space, **values)
    return _BY_TIME.page(rows, limit, lambda post: (post.created_at, post.id))


@posts.handles(ListMemberPosts)
def list_member_posts(context: Context, query: ListMemberPosts) -> Page[Post]:
    """Read a page of a member's posts, threads and replies."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.BY_MEMBER, author=query.member, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda post: (post.id,))
