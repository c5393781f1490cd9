"""Watches of threads that are merged or split, moved in the same transaction."""

from commkit.notifications.feature import notifications
from commkit.notifications.watching import statements as sql
from commkit.posts import ThreadsMerged, ThreadSplit
from commkit.runtime.sessions.context import Context


@notifications.reacts_to(ThreadsMerged)
def merge_watches(context: Context, fact: ThreadsMerged) -> None:
    """Move the watches to the thread that stays; of two watches of one member the closer level counts."""
    context.run(sql.MERGE_WATCHES, thread=fact.thread.hex, new_target=fact.into.hex)
    context.run(sql.DELETE_WATCHES, thread=fact.thread.hex)


@notifications.reacts_to(ThreadSplit)
def split_watches(context: Context, fact: ThreadSplit) -> None:
    """Copy the watches to the new thread: members decided about the whole thread so far."""
    context.run(sql.COPY_WATCHES, thread=fact.thread.hex, new_target=fact.post.hex)
