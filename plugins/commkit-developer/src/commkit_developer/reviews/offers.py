"""What a review must be like for commands about it to be offered, besides the permission."""

from commkit import Context
from commkit_developer.reviews.feature import review_feature
from commkit_developer.reviews.messages import DecideReview, ReleaseReview
from commkit_developer.reviews.records import PostReview, PostReviewState


@review_feature.offers(DecideReview, ReleaseReview, about=PostReview)
def is_claimed(context: Context, review: PostReview) -> bool:
    """What the reviewer has, until the claim runs out."""
    return review.state is PostReviewState.CLAIMED and review.expires_at > context.now
