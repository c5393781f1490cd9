"""How threads get the time when they close."""

from datetime import datetime

from commkit import Context, Invalid
from commkit.posts import Post, PostId, UnlockThread
from commkit.storage import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit_media.closing import statements as sql
from commkit_media.closing.facts import ClosingSet
from commkit_media.closing.feature import closing_feature
from commkit_media.closing.jobs import CloseDueThread
from commkit_media.closing.messages import SetClosing
from commkit_media.closing.policy import check_times
from commkit_media.closing.records import ThreadClosing


@closing_feature.handles(SetClosing)
def set_closing(context: Context, command: SetClosing) -> ThreadClosing:
    """Cancel what was scheduled, open what the worker closed, and schedule anew."""
    thread = context.get(Post, command.thread, need="media.set_closing")
    if not thread.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    check_times(command.closes_at, command.archives_at, context.now)
    before = context.one(sql.LOCKED, thread=thread.id)
    if before is not None:
        if before.scheduled is not None:
            cancel_scheduled(context, ScheduledCommandId(before.scheduled))
        if before.closed_at is not None and thread.locked_at is not None:
            context.do(UnlockThread(thread.id))
    after = set_times(context, thread.id, command.closes_at, command.archives_at)
    context.emit(ClosingSet(thread=thread.id, closes_at=command.closes_at, archives_at=command.archives_at))
    return after


def set_times(
    context: Context, thread: PostId, closes: datetime | None, archives: datetime | None
) -> ThreadClosing:
    """Store the times, and schedule the first one."""
    scheduled = (
        schedule_command(context, CloseDueThread(thread), at=closes, as_system=True)
        if closes is not None
        else None
    )
    closing = ThreadClosing(thread, closes, archives, None, None, scheduled)
    context.run(sql.SAVE, closing)
    return closing
