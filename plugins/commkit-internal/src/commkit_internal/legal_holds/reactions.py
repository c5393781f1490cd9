"""Where posts of a held thread are moved, the hold goes with them."""

from commkit import Context
from commkit.posts import PostId, PostMoved, ThreadsMerged, ThreadSplit
from commkit_internal.legal_holds import statements as sql
from commkit_internal.legal_holds.feature import legal_hold_feature
from commkit_internal.legal_holds.handlers import add_thread


@legal_hold_feature.reacts_to(PostMoved, ThreadsMerged)
def hold_where_posts_went(context: Context, fact: PostMoved | ThreadsMerged) -> None:
    """Hold the thread that they are in now."""
    _go_along(context, fact.thread, fact.into)


@legal_hold_feature.reacts_to(ThreadSplit)
def hold_what_was_split_off(context: Context, fact: ThreadSplit) -> None:
    """Hold the new thread."""
    _go_along(context, fact.thread, fact.post)


def _go_along(context: Context, before: PostId, into: PostId) -> None:
    for (hold,) in context.rows(sql.HOLDING_THREAD, thread=before):
        if context.one(sql.THREAD, hold=hold, thread=into) is None:
            add_thread(context, hold, into)
