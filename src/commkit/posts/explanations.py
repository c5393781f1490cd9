"""Explain steps of replying."""

from collections.abc import Iterator

from commkit.posts import statements as sql
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.model.traces import ExplainRequest, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.create_reply")
def explain_reply(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """Explain whether a thread accepts replies: not if it is locked or removed."""
    post = request.object
    if not isinstance(post, Post):
        return
    closure = context.one(sql.THREAD_CLOSURE, thread=post.thread)
    is_removed = post.removed_at is not None or (closure is not None and closure[0] is not None)
    yield TraceStep("it is visible", not is_removed, "it was removed" if is_removed else "it was not removed")
    is_locked = closure is not None and closure[1] is not None
    reason = f": {closure[2]}" if closure is not None and is_locked and closure[2] else ""
    yield TraceStep(
        "the thread is open", not is_locked, f"it is locked{reason}" if is_locked else "it is not locked"
    )
