"""How reviews are given and changed."""

from commkit import Conflict, Context, Denied
from commkit.posts import CreateReply, EditPost, Post
from commkit_media.policy import REVIEW, REVIEW_PAGE, check_kind
from commkit_media.reviews import statements as sql
from commkit_media.reviews.facts import ReviewGiven
from commkit_media.reviews.feature import ReviewSettings, review_feature
from commkit_media.reviews.messages import WriteReview
from commkit_media.reviews.policy import check_stars
from commkit_media.reviews.records import GivenReview, ReviewCriterion


@review_feature.handles(WriteReview)
def write_review(context: Context, command: WriteReview) -> Post:
    """Claim that it is the member's only one, then reply, or edit the one that they gave."""
    thread = context.get(Post, command.thread)
    check_kind(thread, REVIEW_PAGE, field="thread")
    criteria = context.declared(ReviewCriterion)
    check_stars(command.stars, criteria, most=context.settings(ReviewSettings).stars)
    member = context.member_or_none
    if member is None:
        raise Denied("media.nobody", "reviews are given by members")
    is_first = bool(context.run(sql.CLAIM, GivenReview(thread.id, member, None, context.now)))
    if is_first:
        post = context.do(CreateReply(thread.id, command.body, kind=REVIEW.name))
        context.run(sql.SET_POST, thread=thread.id, member=member, new_post=post.id)
    else:
        post = _changed(context, command, thread, member)
    context.run(sql.CLEAR_STARS, post=post.id)
    context.run_many(
        sql.ADD_STARS,
        [
            {"post": post.id, "criterion": name, "stars": given}
            for name, given in sorted(command.stars.items())
        ],
    )
    context.emit(ReviewGiven(post=post.id, thread=thread.id, changed=not is_first))
    return post


def _changed(context: Context, command: WriteReview, thread: Post, member: object) -> Post:
    """Edit the text of the review that they gave; its row is locked, so that stars of one change are kept."""
    ((given,),) = context.rows(sql.LOCK, thread=thread.id, member=member)
    post = context.get(Post, given)
    if post.removed_at is not None:
        raise Conflict("media.review_removed", "your review was removed; ask those who moderate")
    if post.body == command.body:
        return post
    return context.do(EditPost(post=post.id, version=post.version, body=command.body))
