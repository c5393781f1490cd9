"""Commands that pin and lock threads."""

from commkit.posts.feature import PostSettings, posts
from commkit.posts.records import Post, PostId
from commkit.posts.status import statements as sql
from commkit.posts.status.facts import ThreadLocked, ThreadPinned, ThreadUnlocked, ThreadUnpinned
from commkit.posts.status.messages import LockThread, PinThread, UnlockThread, UnpinThread
from commkit.posts.status.queries import status_of
from commkit.posts.status.records import PostStatus
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context


@posts.handles(PinThread)
def pin_thread(context: Context, command: PinThread) -> PostStatus:
    """Store the pin; pinned threads have a list of their own, so the other lists do not change."""
    thread = _thread(context, command.thread, need="posts.pin")
    if command.until is not None and command.until <= context.now:
        raise Invalid.field("until", "too_early", "give a time in the future")
    _check_room_for_pin(context, thread)
    context.run(
        sql.PIN,
        post=thread.id,
        space=thread.space,
        pinned_by=context.member_or_none,
        pinned_at=context.now,
        until=command.until,
    )
    context.emit(ThreadPinned(thread=thread.id, until=command.until))
    return status_of(context, thread.id)


@posts.handles(UnpinThread)
def unpin_thread(context: Context, command: UnpinThread) -> PostStatus:
    """Delete the pin."""
    thread = context.get(Post, command.thread, need="posts.pin")
    if not context.run(sql.UNPIN, thread=thread.id, now=context.now):
        raise Conflict("posts.not_pinned", "this thread is not pinned")
    context.emit(ThreadUnpinned(thread=thread.id))
    return status_of(context, thread.id)


@posts.handles(LockThread)
def lock_thread(context: Context, command: LockThread) -> PostStatus:
    """Lock the thread; its row decides between a lock and a reply at the same time."""
    thread = _thread(context, command.thread, need="posts.lock")
    if not context.run(
        sql.LOCK, thread=thread.id, now=context.now, by=context.member_or_none, reason=command.reason
    ):
        raise Conflict("posts.locked", "this thread is locked already")
    context.emit(ThreadLocked(thread=thread.id))
    return status_of(context, thread.id)


@posts.handles(UnlockThread)
def unlock_thread(context: Context, command: UnlockThread) -> PostStatus:
    """Unlock the thread."""
    thread = context.get(Post, command.thread, need="posts.lock")
    if not context.run(sql.UNLOCK, thread=thread.id):
        raise Conflict("posts.not_locked", "this thread is not locked")
    context.emit(ThreadUnlocked(thread=thread.id))
    return status_of(context, thread.id)


def _check_room_for_pin(context: Context, thread: Post) -> None:
    """Check that a place has not too many pins; several at the same time may exceed it a little."""
    placed = context.rows(sql.LOCK_PINNABLE, thread=thread.id)
    if placed != [(thread.space,)]:
        raise Conflict("posts.stale", "it was moved in the meantime; read it again")
    values = {"thread": thread.id, "now": context.now}
    if thread.space is None:
        counted = context.rows(sql.COUNT_PINS, **values)
    else:
        counted = context.rows(sql.COUNT_PINS_IN_SPACE, space=thread.space, **values)
    most = context.settings(PostSettings).max_pins
    if counted[0][0] >= most:
        raise Conflict(
            "posts.too_many_pins", f"{most} threads are pinned there already; unpin another one first"
        )


def _thread(context: Context, id: PostId, *, need: str) -> Post:
    thread = context.get(Post, id, need=need)
    if not thread.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    return thread
