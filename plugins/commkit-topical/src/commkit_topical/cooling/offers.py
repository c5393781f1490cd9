"""When it is offered to rephrase a post, and to end a cooling, besides the permission."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context
from commkit.posts import Post
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.feature import cooling_feature
from commkit_topical.cooling.messages import LiftCooling, RephrasePost


@cooling_feature.offers(RephrasePost, about=Post)
def is_own(context: Context, post: Post) -> bool:
    """One's own post."""
    return post.author is not None and post.author == context.member_or_none and post.removed_at is None


@cooling_feature.withholds(RephrasePost, LiftCooling, about=Post)
def does_not_cool(context: Context, posts: Sequence[Post]) -> Mapping[UUID, tuple[type, ...]]:
    """Where the thread does not cool, or the post is older than its heat."""
    threads = list({post.thread for post in posts})
    since = dict(context.rows(sql.RUNNING_AMONG, threads=threads)) if threads else {}
    withheld: dict[UUID, tuple[type, ...]] = {}
    for post in posts:
        if post.thread not in since:
            withheld[post.id] = (RephrasePost, LiftCooling)
        elif post.created_at < since[post.thread]:
            withheld[post.id] = (RephrasePost,)
    return withheld
