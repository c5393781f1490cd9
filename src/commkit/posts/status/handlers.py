"""How posts are pinned, locked and opened to other hands, and where first posts are found."""

from uuid import UUID

from commkit.posts import statements as posts_sql
from commkit.posts.feature import posts
from commkit.posts.records import Post, PostId
from commkit.posts.status import statements as sql
from commkit.posts.status.messages import (
    DisableWiki,
    EnableWiki,
    ListFirstPosts,
    ListPinnedThreads,
    ListPostStatuses,
    LockThread,
    PinThread,
    ThreadLocked,
    ThreadPinned,
    ThreadUnlocked,
    ThreadUnpinned,
    UnlockThread,
    UnpinThread,
    WikiDisabled,
    WikiEnabled,
)
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import MAX_PAGE_SIZE, Page, cut, decode_cursor, page_size


@posts.handles(PinThread)
def pin_thread(context: Context, command: PinThread) -> PostStatus:
    """It is among the pinned ones; they are a page of their own, so that the other pages stay as they are."""
    thread = _thread(context, command.thread, need="posts.pin")
    if command.until is not None and command.until <= context.now:
        raise Invalid.field("until", "too_early", "give a time to come")
    context.run(
        sql.PIN,
        post=thread.id,
        pinned_by=context.member_or_none,
        pinned_at=context.now,
        until=command.until,
    )
    context.emit(ThreadPinned(thread=thread.id, until=command.until))
    return _status(context, thread.id)


@posts.handles(UnpinThread)
def unpin_thread(context: Context, command: UnpinThread) -> PostStatus:
    """It is not among the pinned ones any more."""
    thread = context.get(Post, command.thread, need="posts.pin")
    if not context.run(sql.UNPIN, thread=thread.id, now=context.now):
        raise Conflict("posts.not_pinned", "this thread is not pinned")
    context.emit(ThreadUnpinned(thread=thread.id))
    return _status(context, thread.id)


@posts.handles(LockThread)
def lock_thread(context: Context, command: LockThread) -> PostStatus:
    """The row of the thread decides between a lock and a reply that come at once."""
    thread = _thread(context, command.thread, need="posts.lock")
    if not context.run(
        sql.LOCK, thread=thread.id, now=context.now, by=context.member_or_none, reason=command.reason
    ):
        raise Conflict("posts.locked", "this thread is locked already")
    context.emit(ThreadLocked(thread=thread.id))
    return _status(context, thread.id)


@posts.handles(UnlockThread)
def unlock_thread(context: Context, command: UnlockThread) -> PostStatus:
    """People may reply again."""
    thread = context.get(Post, command.thread, need="posts.lock")
    if not context.run(sql.UNLOCK, thread=thread.id):
        raise Conflict("posts.not_locked", "this thread is not locked")
    context.emit(ThreadUnlocked(thread=thread.id))
    return _status(context, thread.id)


@posts.handles(EnableWiki)
def enable_wiki(context: Context, command: EnableWiki) -> PostStatus:
    """Those trusted so far may edit it."""
    post = context.get(Post, command.post, need="posts.enable_wiki")
    highest = max(len(context.community_type.trust) - 1, 0)
    if not 0 <= command.trust <= highest:
        raise Invalid.field("trust", "out_of_range", f"give a trust level from 0 to {highest}")
    context.run(
        sql.ENABLE_WIKI,
        post=post.id,
        trust=command.trust,
        created_by=context.member_or_none,
        created_at=context.now,
    )
    context.emit(WikiEnabled(post=post.id, trust=command.trust))
    return _status(context, post.id)


@posts.handles(DisableWiki)
def disable_wiki(context: Context, command: DisableWiki) -> PostStatus:
    """Only the author edits it again."""
    post = context.get(Post, command.post, need="posts.enable_wiki")
    if not context.run(sql.DISABLE_WIKI, post=post.id):
        raise Conflict("posts.not_wiki", "this post is no wiki")
    context.emit(WikiDisabled(post=post.id))
    return _status(context, post.id)


@posts.handles(ListPostStatuses)
def list_post_statuses(context: Context, query: ListPostStatuses) -> tuple[PostStatus, ...]:
    """Of those that the actor may see."""
    if len(query.posts) > MAX_PAGE_SIZE:
        raise Invalid([FieldError("posts", "too_many", f"ask for at most {MAX_PAGE_SIZE} posts")])
    return _statuses(context, query.posts)


@posts.handles(ListPinnedThreads)
def list_pinned_threads(context: Context, query: ListPinnedThreads) -> tuple[Post, ...]:
    """The latest pin first."""
    return tuple(
        context.rows(
            sql.PINNED,
            now=context.now,
            size=page_size(query.limit),
            sees_removed=context.can("posts.read_removed"),
        )
    )


@posts.handles(ListFirstPosts)
def list_first_posts(context: Context, query: ListFirstPosts) -> Page[Post]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else posts_sql.LAST
    # What was taken down needs no welcome, whoever looks.
    rows = context.rows(sql.FIRST_POSTS, after=after, size=limit + 1, sees_removed=False)
    return cut(rows, limit, lambda post: post.id.bytes)


def _thread(context: Context, id: PostId, *, need: str) -> Post:
    found = context.get(Post, id, need=need)
    if not found.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    return found


def _status(context: Context, post: PostId) -> PostStatus:
    (found,) = _statuses(context, (post,))
    return found


def _statuses(context: Context, posts: tuple[PostId, ...]) -> tuple[PostStatus, ...]:
    if not posts:
        return ()
    return tuple(
        context.rows(
            sql.STATUSES, posts=list(posts), now=context.now, sees_removed=context.can("posts.read_removed")
        )
    )
