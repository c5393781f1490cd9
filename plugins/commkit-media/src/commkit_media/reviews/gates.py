"""Reviews are written with their stars."""

from commkit import Context, Deny
from commkit.posts import CreateReply, Post
from commkit_media.policy import REVIEW, REVIEW_PAGE
from commkit_media.reviews import statements as sql
from commkit_media.reviews.feature import review_feature


@review_feature.gates(CreateReply)
def check_has_stars(context: Context, command: CreateReply) -> Deny | None:
    """A reply is a review where `WriteReview` claimed it, which it does ahead of the reply."""
    if command.kind not in (None, REVIEW.name):
        return None
    parent = context.get(Post, command.parent)
    if command.kind is None and parent.kind != REVIEW_PAGE.name:
        return None
    mine = context.member_or_none
    if mine is not None and context.one(sql.IS_CLAIMED, thread=parent.thread, member=mine) is not None:
        return None
    return Deny("media.review_instead", "give stars with your review, see WriteReview; or write a comment")
