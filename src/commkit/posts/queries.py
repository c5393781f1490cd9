"""Queries of posts: one post, a thread in reading order, and the list of a member's posts."""

from uuid import UUID

from commkit.posts import statements as sql
from commkit.posts.feature import posts
from commkit.posts.messages import ListMemberPosts, ListNewestPosts, ReadPost, ReadPosts, ReadThread
from commkit.posts.records import Post
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_PATH = keyset(bytes, of="posts.thread")
_BY_ID = keyset(UUID, of="posts.of_member")


@posts.handles(ReadPost)
def read_post(context: Context, query: ReadPost) -> Post:
    """Load the post."""
    return context.get(Post, query.post)


@posts.handles(ReadPosts)
def read_posts(context: Context, query: ReadPosts) -> tuple[Post, ...]:
    """Read those that the actor sees, and put them into the order of the ids."""
    if not query.posts:
        return ()
    found = {post.id: post for post in context.rows(sql.SOME, posts=list(query.posts))}
    return tuple(found[id] for id in dict.fromkeys(query.posts) if id in found)


@posts.handles(ReadThread)
def read_thread(context: Context, query: ReadThread) -> Page[Post]:
    """Read a page of the thread, sorted by path; the opening post has the empty path and comes first."""
    limit = page_size(query.limit)
    values = {"thread": query.thread, "size": limit + 1}
    if query.after is not None:
        (after,) = _BY_PATH.within(query.thread).decode(query.after, default=(b"",))
        rows = context.rows(sql.THREAD, after=after, **values)
    else:
        rows = context.rows(sql.THREAD_START, **values)
        if not rows or rows[0].id != query.thread:
            raise NotFound("posts.not_found", "there is no such thread here, or you may not see it")
    # A cursor is never empty: one zero byte sorts behind the opening post's path and ahead of every reply's.
    return _BY_PATH.within(query.thread).page(rows, limit, lambda post: (post.path or b"\0",))


@posts.handles(ListNewestPosts)
def list_newest_posts(context: Context, query: ListNewestPosts) -> tuple[Post, ...]:
    """Read the latest posts; a thread that is visible has its opening post, so there is one at least."""
    found = context.rows(sql.NEWEST, thread=query.thread, size=page_size(query.limit))
    if not found:
        raise NotFound("posts.not_found", "there is no such thread here, or you may not see it")
    return tuple(found)


@posts.handles(ListMemberPosts)
def list_member_posts(context: Context, query: ListMemberPosts) -> Page[Post]:
    """Read a page of a member's posts, threads and replies."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.within(query.member).decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.BY_MEMBER, author=query.member, after=after, size=limit + 1)
    return _BY_ID.within(query.member).page(rows, limit, lambda post: (post.id,))
