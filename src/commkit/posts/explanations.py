"""Explain steps of replying."""

from collections.abc import Iterator

from commkit.posts import statements as sql
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.model.traces import ExplainRequest, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.create_reply")
def explain_reply(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """A thread that is locked or down takes no replies."""
    post = question.object
    if not isinstance(post, Post):
        return
    shut = context.one(sql.THREAD_CLOSURE, thread=post.thread)
    is_down = post.removed_at is not None or (shut is not None and shut[0] is not None)
    yield TraceStep("it stands", not is_down, "it was taken down" if is_down else "it was not taken down")
    is_locked = shut is not None and shut[1] is not None
    reason = f": {shut[2]}" if shut is not None and is_locked and shut[2] else ""
    yield TraceStep(
        "the thread is open", not is_locked, f"it is locked{reason}" if is_locked else "it is not locked"
    )
