"""What a thread must be like for a review to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_media.policy import REVIEW_PAGE
from commkit_media.reviews.feature import review_feature
from commkit_media.reviews.messages import WriteReview


@review_feature.offers(WriteReview, about=Post)
def is_open_page(context: Context, post: Post) -> bool:
    """A thread of reviews that takes replies, for members."""
    takes = post.opens and post.removed_at is None and post.locked_at is None
    return post.kind == REVIEW_PAGE.name and takes and context.member_or_none is not None
