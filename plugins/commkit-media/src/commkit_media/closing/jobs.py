"""The worker's own command of threads whose time is over."""

from attrs import evolve, frozen

from commkit import Command, Context, NotFound
from commkit.posts import LockThread, Post, PostId
from commkit.storage import schedule_command
from commkit_media.closing import statements as sql
from commkit_media.closing.facts import ThreadArchived, ThreadClosed
from commkit_media.closing.feature import closing_feature
from commkit_media.closing.policy import next_time
from commkit_media.closing.records import ThreadClosing

REASON = "the time for comments is over"


@frozen
class CloseDueThread(Command[bool]):
    """Close or archive a thread whose time is over; the worker sends it as `SYSTEM` when it is due.

    Returns:
        Whether anything was due.
    """

    permission = "media.close_due_thread"

    thread: PostId


@closing_feature.handles(CloseDueThread)
def close_due_thread(context: Context, command: CloseDueThread) -> bool:
    """Lock the row, do what is due, and schedule what comes next."""
    found = context.one(sql.LOCKED, thread=command.thread)
    if found is None:
        return False
    after = _closed(context, found)
    after = _archived(context, after)
    if after == found:
        return False
    due = next_time(after)
    scheduled = schedule_command(context, command, at=due, as_system=True) if due is not None else None
    context.run(sql.SAVE, evolve(after, scheduled=scheduled))
    return True


def _closed(context: Context, before: ThreadClosing) -> ThreadClosing:
    if before.closed_at is not None or before.closes_at is None or before.closes_at > context.now:
        return before
    try:
        thread = context.get(Post, before.thread)
    except NotFound:
        return before
    if not thread.opens:  # it was merged into another one, which has a time of its own
        return evolve(before, closes_at=None, archives_at=None)
    if thread.locked_at is None:
        context.do(LockThread(thread.id, reason=REASON))
    context.emit(ThreadClosed(thread=thread.id))
    return evolve(before, closed_at=context.now)


def _archived(context: Context, before: ThreadClosing) -> ThreadClosing:
    if before.archived_at is not None or before.archives_at is None or before.archives_at > context.now:
        return before
    context.emit(ThreadArchived(thread=before.thread))
    return evolve(before, archived_at=context.now)
