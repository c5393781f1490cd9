"""How threads and authors are counted for.

Rows are locked in one order everywhere: the post, its thread, tags, the author.
"""

from typing import Any

from commkit.posts import statements as sql
from commkit.posts.records import Post, PostId
from commkit.runtime.model.errors import Denied, NotFound
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
    """A member wrote a post; gives whether it is the only one of theirs that stands.

    Their row is the lock: who bans or demotes them waits until the post is in, or comes first and is heeded.

    Raises:
        Denied: They are no longer what they were when the session began.
    """
    if written.author is None:
        return False
    mine = context.membership
    assert mine is not None
    counted = context.rows(
        sql.COUNT_NEW_POST, author=written.author, expected_status=mine.status, expected_role=mine.role
    )
    if not counted:
        raise _membership_changed()
    return counted == [(1,)]


def expected_actor(context: Context) -> dict[str, Any]:
    """What the actor was when the session began: parameters of statements that act only while that is so."""
    mine = context.membership
    return {
        "actor": context.member_or_none,
        "expected_status": mine.status if mine else None,
        "expected_role": mine.role if mine else None,
    }


def check_actor_unchanged(context: Context) -> None:
    """Tell who acts why such a statement touched nothing, where it is for that.

    Raises:
        Denied: They are no longer what they were when the session began.
    """
    if not context.rows(sql.ACTOR_UNCHANGED, **expected_actor(context)):
        raise _membership_changed()


def _membership_changed() -> Denied:
    return Denied(
        "members.membership_changed", "your membership was changed in the meantime; open a new session"
    )
