"""Who may edit a post that is not theirs, and when a post is somebody's first."""

from commkit.posts.records import Post
from commkit.posts.status import statements as sql
from commkit.posts.status.messages import FirstPostCreated
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.session import Session


def check_may_edit(session: Session, post: Post) -> None:
    """The permission to edit this very post, or a wiki that is open to somebody trusted so far.

    Raises:
        Denied: Neither.
    """
    if session.can("posts.edit", post):
        return
    if session.can("posts.edit_wiki"):
        asked = session.one(sql.WIKI_TRUST, post=post.id)
        mine = session.membership
        if asked is not None and mine is not None and mine.trust_level >= asked[0]:
            return
    raise Denied("runtime.not_permitted", "this needs the permission 'posts.edit'", permission="posts.edit")


def record_first_post(session: Session, written: Post) -> None:
    """Mark the only post of a member that stands, unless another one was their first."""
    if written.author is not None and session.run(
        sql.RECORD_FIRST_POST, member=written.author, post=written.id, at=session.now
    ):
        session.emit(FirstPostCreated(post=written.id, thread=written.thread, author=written.author))
