"""Queries of what posts are marked with, and the pinned threads."""

from commkit.posts.feature import posts
from commkit.posts.records import Post, PostId
from commkit.posts.status import statements as sql
from commkit.posts.status.messages import ListPinnedThreads, ListPostStatuses
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import MAX_PAGE_SIZE, page_size


@posts.handles(ListPostStatuses)
def list_post_statuses(context: Context, query: ListPostStatuses) -> tuple[PostStatus, ...]:
    """Read the status of each post that the actor may see."""
    if len(query.posts) > MAX_PAGE_SIZE:
        raise Invalid([FieldError("posts", "too_many", f"ask for at most {MAX_PAGE_SIZE} posts")])
    return statuses_of(context, query.posts)


@posts.handles(ListPinnedThreads)
def list_pinned_threads(context: Context, query: ListPinnedThreads) -> tuple[Post, ...]:
    """Read the pinned threads, the latest pin first."""
    values = {"now": context.now, "size": page_size(query.limit)}
    if query.space is None:
        return tuple(context.rows(sql.PINNED, **values))
    return tuple(context.rows(sql.PINNED_IN_SPACE, space=query.space, **values))


def status_of(context: Context, post: PostId) -> PostStatus:
    """The status of one post that the actor may see."""
    (status,) = statuses_of(context, (post,))
    return status


def statuses_of(context: Context, posts: tuple[PostId, ...]) -> tuple[PostStatus, ...]:
    """The status of each post that the actor may see, in one statement; sorted by id."""
    if not posts:
        return ()
    return tuple(context.rows(sql.STATUSES, posts=list(posts), now=context.now))
