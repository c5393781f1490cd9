"""What a post must be like for a command of notifications about it to be offered, besides the permission."""

from commkit.notifications.feature import notifications
from commkit.notifications.watching.messages import WatchThread
from commkit.posts import Post
from commkit.runtime.sessions.context import Context


@notifications.offers(WatchThread, about=Post)
def opens_its_thread(context: Context, post: Post) -> bool:
    """Threads are watched by their opening posts."""
    return post.opens
