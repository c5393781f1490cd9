"""How the time of a thread is read, and archived threads are marked."""

from collections.abc import Mapping, Sequence

from commkit import Context
from commkit.posts import Post, PostId
from commkit_media.closing import statements as sql
from commkit_media.closing.feature import closing_feature
from commkit_media.closing.messages import ReadClosing
from commkit_media.closing.records import ThreadClosing


@closing_feature.handles(ReadClosing)
def read_closing(context: Context, query: ReadClosing) -> ThreadClosing | None:
    """Load the thread, then its time."""
    return context.one(sql.ONE, thread=context.get(Post, query.thread).id)


@closing_feature.marks(Post)
def mark_closed(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`media.time_over` for threads that the worker closed, and `media.archived` for archived ones."""
    return {
        thread: ("time_over",) if archived is None else ("time_over", "archived")
        for thread, archived in context.rows(sql.CLOSED_AMONG, threads=list(ids))
    }
