"""Who may edit a post that is not theirs, and when a post is somebody's first."""

from commkit.posts.records import Post
from commkit.posts.status import statements as sql
from commkit.posts.status.messages import FirstPostCreated
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.context import Context


def check_may_edit(context: Context, post: Post) -> None:
    """The permission to edit this very post, or a wiki that is open to somebody trusted so far.

    Raises:
        Denied: Neither.
    """
    if context.can("posts.edit", post):
        return
    if context.can("posts.edit_wiki"):
        asked = context.one(sql.WIKI_TRUST, post=post.id)
        mine = context.membership
        if asked is not None and mine is not None and mine.trust_level >= asked[0]:
            return
    raise Denied("runtime.not_permitted", "this needs the permission 'posts.edit'", permission="posts.edit")


def record_first_post(context: Context, written: Post) -> None:
    """Mark the only post of a member that stands, unless another one was their first."""
    if written.author is not None and context.run(
        sql.RECORD_FIRST_POST, member=written.author, post=written.id, at=context.now
    ):
        context.emit(FirstPostCreated(post=written.id, thread=written.thread, author=written.author))
