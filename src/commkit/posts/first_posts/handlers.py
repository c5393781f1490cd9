"""How a first post is recorded."""

from commkit.posts.first_posts import statements as sql
from commkit.posts.first_posts.facts import FirstPostCreated
from commkit.posts.records import Post
from commkit.runtime.sessions.context import Context


def record_first_post(context: Context, written: Post) -> None:
    """Record a member's only visible post as their first, unless a first post was recorded before."""
    if written.author is not None and context.run(
        sql.RECORD_FIRST_POST, member=written.author, post=written.id, at=context.now
    ):
        context.emit(FirstPostCreated(post=written.id, thread=written.thread, author=written.author))
