"""How threads and authors are counted for.

Rows are locked in one order everywhere: the post, its thread, tags, the author.
"""

from commkit.posts import statements as sql
from commkit.posts.records import Post, PostId
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def count_reply_change(context: Context, thread: PostId, parent: PostId, kind: str, *, change: int) -> None:
    """A reply in a thread came back (1) or went (-1).

    Args:
        context: Where.
        thread: Its thread.
        parent: What it replies to.
        kind: Its kind.
        change: What it changes.
    """
    opening = context.one(sql.OPENING, id=thread)
    if opening is None:
        raise NotFound("posts.not_found", "the thread of this post is gone")
    awaiting = context.community_type.kind(opening.kind)
    answers = parent == thread and awaiting is not None and awaiting.awaits == kind
    context.run(sql.COUNT_REPLIES, thread=thread, change=change, answers=change * int(answers))


def count_author_change(
    context: Context, author: MemberId | None, *, posts: int = 0, removed: int = 0
) -> None:
    """Posts of a member came or went."""
    if author is not None:
        context.run(sql.COUNT_FOR_AUTHOR, author=author, posts=posts, reactions=0, removed=removed)


def count_new_post(context: Context, written: Post) -> bool:
    """A member wrote a post; gives whether it is the only one of theirs that stands."""
    if written.author is None:
        return False
    counted = context.rows(sql.COUNT_NEW_POST, author=written.author, posts=1, reactions=0, removed=0)
    return counted == [(1,)]
