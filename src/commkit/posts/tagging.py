"""How tags are set and counted: a tag's count is the number of threads that stand and bear it."""

from collections.abc import Iterable

from commkit.posts import statements as sql
from commkit.posts.records import Post, PostId
from commkit.runtime.session import Session


def count_tags(session: Session, post: PostId, tags: Iterable[str], *, change: int = 1) -> None:
    """A thread with these tags came (1) or went (-1)."""
    # In one order everywhere, so that two threads with the same tags never wait for each other.
    ordered = sorted(tags)
    session.run_many(sql.COUNT_TAG, [{"name": tag, "post_count": change} for tag in ordered])
    if change > 0:
        session.run_many(sql.ADD_POST_TAG, [{"tag": tag, "post": post} for tag in ordered])
    else:
        session.run_many(sql.DROP_POST_TAG, [{"tag": tag, "post": post} for tag in ordered])


def retag(session: Session, before: Post, after: Post) -> None:
    """A thread's tags were changed."""
    old, new = set(before.tags), set(after.tags)
    changes = sorted([(tag, -1) for tag in old - new] + [(tag, 1) for tag in new - old])
    session.run_many(sql.COUNT_TAG, [{"name": tag, "post_count": change} for tag, change in changes])
    session.run_many(
        sql.DROP_POST_TAG, [{"tag": tag, "post": after.id} for tag, change in changes if change < 0]
    )
    session.run_many(
        sql.ADD_POST_TAG, [{"tag": tag, "post": after.id} for tag, change in changes if change > 0]
    )
