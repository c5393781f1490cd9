"""What a comment must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_media.featured import statements as sql
from commkit_media.featured.feature import featured_feature
from commkit_media.featured.messages import FeatureComment, UnfeatureComment


@featured_feature.offers(FeatureComment, about=Post)
def can_be_featured(context: Context, post: Post) -> bool:
    """Replies that are there."""
    return not post.opens and post.removed_at is None


@featured_feature.withholds(FeatureComment, UnfeatureComment, about=Post)
def is_featured(context: Context, shown: Sequence[Post]) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """A comment is featured once."""
    featured = {id for (id,) in context.rows(sql.AMONG, posts=[post.id for post in shown])}
    return {post.id: (FeatureComment,) if post.id in featured else (UnfeatureComment,) for post in shown}
