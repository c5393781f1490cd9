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
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import MAX_PAGE_SIZE, Page, cut, decode_cursor, page_size


@posts.handles(PinThread)
def pin_thread(session: Session, command: PinThread) -> PostStatus:
    """It is among the pinned ones; they are a page of their own, so that the other pages stay as they are."""
    thread = _thread(session, command.thread, need="posts.pin")
    if command.until is not None and command.until <= session.now:
        raise Invalid.field("until", "too_early", "give a time to come")
    session.run(
        sql.PIN,
        post=thread.id,
        pinned_by=session.member_or_none,
        pinned_at=session.now,
        until=command.until,
    )
    session.emit(ThreadPinned(thread=thread.id, until=command.until))
    return _status(session, thread.id)


@posts.handles(UnpinThread)
def unpin_thread(session: Session, command: UnpinThread) -> PostStatus:
    """It is not among the pinned ones any more."""
    thread = session.get(Post, command.thread, need="posts.pin")
    if not session.run(sql.UNPIN, thread=thread.id, now=session.now):
        raise Conflict("posts.not_pinned", "this thread is not pinned")
    session.emit(ThreadUnpinned(thread=thread.id))
    return _status(session, thread.id)


@posts.handles(LockThread)
def lock_thread(session: Session, command: LockThread) -> PostStatus:
    """The row of the thread decides between a lock and a reply that come at once."""
    thread = _thread(session, command.thread, need="posts.lock")
    if not session.run(
        sql.LOCK, thread=thread.id, now=session.now, by=session.member_or_none, reason=command.reason
    ):
        raise Conflict("posts.locked", "this thread is locked already")
    session.emit(ThreadLocked(thread=thread.id))
    return _status(session, thread.id)


@posts.handles(UnlockThread)
def unlock_thread(session: Session, command: UnlockThread) -> PostStatus:
    """People may reply again."""
    thread = session.get(Post, command.thread, need="posts.lock")
    if not session.run(sql.UNLOCK, thread=thread.id):
        raise Conflict("posts.not_locked", "this thread is not locked")
    session.emit(ThreadUnlocked(thread=thread.id))
    return _status(session, thread.id)


@posts.handles(EnableWiki)
def enable_wiki(session: Session, command: EnableWiki) -> PostStatus:
    """Those trusted so far may edit it."""
    post = session.get(Post, command.post, need="posts.enable_wiki")
    highest = max(len(session.community_type.trust) - 1, 0)
    if not 0 <= command.trust <= highest:
        raise Invalid.field("trust", "out_of_range", f"give a trust level from 0 to {highest}")
    session.run(
        sql.ENABLE_WIKI,
        post=post.id,
        trust=command.trust,
        created_by=session.member_or_none,
        created_at=session.now,
    )
    session.emit(WikiEnabled(post=post.id, trust=command.trust))
    return _status(session, post.id)


@posts.handles(DisableWiki)
def disable_wiki(session: Session, command: DisableWiki) -> PostStatus:
    """Only the author edits it again."""
    post = session.get(Post, command.post, need="posts.enable_wiki")
    if not session.run(sql.DISABLE_WIKI, post=post.id):
        raise Conflict("posts.not_wiki", "this post is no wiki")
    session.emit(WikiDisabled(post=post.id))
    return _status(session, post.id)


@posts.handles(ListPostStatuses)
def list_post_statuses(session: Session, query: ListPostStatuses) -> tuple[PostStatus, ...]:
    """Of those that the actor may see."""
    if len(query.posts) > MAX_PAGE_SIZE:
        raise Invalid([FieldError("posts", "too_many", f"ask for at most {MAX_PAGE_SIZE} posts")])
    return _statuses(session, query.posts)


@posts.handles(ListPinnedThreads)
def list_pinned_threads(session: Session, query: ListPinnedThreads) -> tuple[Post, ...]:
    """The latest pin first."""
    return tuple(
        session.rows(
            sql.PINNED,
            now=session.now,
            size=page_size(query.limit),
            sees_removed=session.can("posts.read_removed"),
        )
    )


@posts.handles(ListFirstPosts)
def list_first_posts(session: Session, query: ListFirstPosts) -> Page[Post]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else posts_sql.LAST
    # What was taken down needs no welcome, whoever looks.
    rows = session.rows(sql.FIRST_POSTS, after=after, size=limit + 1, sees_removed=False)
    return cut(rows, limit, lambda post: post.id.bytes)


def _thread(session: Session, id: PostId, *, need: str) -> Post:
    found = session.get(Post, id, need=need)
    if not found.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    return found


def _status(session: Session, post: PostId) -> PostStatus:
    (found,) = _statuses(session, (post,))
    return found


def _statuses(session: Session, posts: tuple[PostId, ...]) -> tuple[PostStatus, ...]:
    if not posts:
        return ()
    return tuple(
        session.rows(
            sql.STATUSES, posts=list(posts), now=session.now, sees_removed=session.can("posts.read_removed")
        )
    )
