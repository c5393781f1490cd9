"""How the host application's reviewer is asked, by the worker and outside of every transaction."""

from commkit.members import Membership
from commkit.moderation.feature import moderation
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.moderation.reviews.jobs import MAX_EVIDENCE, RecordReview
from commkit.moderation.reviews.ports import ReviewPort
from commkit.moderation.reviews.records import ReviewOutcome, ReviewRequest
from commkit.posts import Post
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context


@moderation.subscribes_to(ReviewRequested)
def ask_reviewer(delivery: Delivery, fact: ReviewRequested) -> None:
    """Ask about the post, and record the answer; a later version of it has its own fact."""
    with delivery.context(read_only=True) as context:
        request = _request_of(context, fact)
    if request is None:
        return
    verdict = delivery.port(ReviewPort).review(request)
    if verdict.outcome is ReviewOutcome.PASS:
        return
    with delivery.context(once=True) as context:
        context.do(
            RecordReview(
                post=fact.post,
                version=fact.version,
                outcome=verdict.outcome,
                evidence=verdict.evidence[:MAX_EVIDENCE],
            )
        )


def _request_of(context: Context, fact: ReviewRequested) -> ReviewRequest | None:
    """What the reviewer gets; None where the post has changed or gone since."""
    try:
        post = context.get(Post, fact.post)
        author = context.get(Membership, post.author) if post.author is not None else None
    except NotFound:
        return None
    if (
        post.version != fact.version
        or post.removed_at is not None
        or context.community.archived_at is not None
    ):
        return None
    return ReviewRequest(
        post=post.id,
        version=post.version,
        title=post.title,
        body=post.body,
        author=post.author,
        trust=author.trust_level if author else 0,
    )
