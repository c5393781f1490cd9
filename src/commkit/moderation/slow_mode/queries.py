"""The pause of a thread, for features that set one for a time."""

from datetime import timedelta

from commkit.moderation.slow_mode import statements as sql
from commkit.posts import PostId
from commkit.runtime.sessions.context import Context


def thread_pause(context: Context, thread: PostId) -> timedelta:
    """The pause between two replies of one member in a thread; zero for none.

    Args:
        context: The context of a command.
        thread: The post that opened it; the caller loaded it.
    """
    row = context.one(sql.PAUSE, thread=thread)
    return timedelta(seconds=row[0]) if row is not None else timedelta()
