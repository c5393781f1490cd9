"""Who follows a thread follows what becomes of it, in the transaction that merges or splits it."""

from commkit.notifications.feature import notifications
from commkit.notifications.watching import statements as sql
from commkit.posts import ThreadsMerged, ThreadSplit
from commkit.runtime.sessions.context import Context


@notifications.reacts_to(ThreadsMerged)
def merge_watches(context: Context, fact: ThreadsMerged) -> None:
    """The thread that stays is followed as the one that went was; of what was said of both, the closer counts."""
    context.run(sql.MERGE, thread=fact.thread.hex, onto=fact.into.hex)
    context.run(sql.DROP, thread=fact.thread.hex)


@notifications.reacts_to(ThreadSplit)
def split_watches(context: Context, fact: ThreadSplit) -> None:
    """Both threads are followed, or muted, as the one was: nobody decided yet that only one of them is for them."""
    context.run(sql.COPY, thread=fact.thread.hex, onto=fact.post.hex)
