"""When it is offered to post a thread in another space, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_topical.cross_posting.feature import cross_post_feature
from commkit_topical.cross_posting.messages import CrossPostThread


@cross_post_feature.offers(CrossPostThread, about=Post)
def opens(context: Context, post: Post) -> bool:
    """What opens a thread, and was not removed."""
    return post.opens and post.removed_at is None
