"""How reviewers decide: about what waits, with their own votes, and about audits."""

from commkit import Conflict, Context
from commkit.posts import Post
from commkit_developer.closing.handlers import lock_question, require_fitting_reason
from commkit_developer.closing.messages import VoteToClose, VoteToReopen
from commkit_developer.closing.policy import check_unlocked
from commkit_developer.closing.queries import live_votes
from commkit_developer.reviews import statements as sql
from commkit_developer.reviews.audits.handlers import audit_of, pause_after_too_many
from commkit_developer.reviews.facts import AuditDecided, ReviewDecided, ReviewEnded
from commkit_developer.reviews.feature import ReviewSettings, review_feature
from commkit_developer.reviews.handlers import check_votes_in, end_review
from commkit_developer.reviews.messages import DecideReview
from commkit_developer.reviews.policy import (
    VOTE_QUEUES,
    VOTING,
    Agreement,
    agreed,
    check_claimed,
    check_verdict,
    claim_ended,
    ends_item,
    withdrawn,
)
from commkit_developer.reviews.records import (
    PostReview,
    PostReviewState,
    PostVerdict,
    ReviewAudit,
    ReviewItem,
    ReviewQueue,
)


@review_feature.handles(DecideReview)
def decide_review(context: Context, command: DecideReview) -> PostReview:
    """Check all that is checked of either kind ahead of what differs, so that no refusal tells an audit."""
    review = context.get(PostReview, command.review)
    check_verdict(review.queue, command)
    check_claimed(review, context.now)
    check_votes_in(context, review.queue)
    post = context.get(Post, review.post)
    if command.verdict is PostVerdict.CLOSE:
        check_unlocked(post)
        require_fitting_reason(context, post, command.reason, original=command.original)
    elif command.verdict not in VOTING and review.queue in VOTE_QUEUES:
        _check_no_vote(context, post, reopens=review.queue is ReviewQueue.REOPEN_VOTES)
    audit = audit_of(context, review)
    if audit is not None:
        return _decide_audit(context, review, post, audit, command.verdict)
    return _decide_item(context, review, post, command)


def _check_no_vote(context: Context, post: Post, *, reopens: bool) -> None:
    """Check that who wants a question to stay as it is does not vote against that.

    Raises:
        Conflict: They do.
    """
    if any(vote.voter == context.member and vote.reopens is reopens for vote in live_votes(context, post.id)):
        raise Conflict(
            "developer.own_vote", "you vote to change that; retract your vote, or release the review"
        )


def decides_alone(context: Context, post: Post) -> bool:
    """Whether the actor may settle questions of others, and so ends an item alone."""
    return context.can("qa.close", post)


def _decide_item(context: Context, review: PostReview, post: Post, command: DecideReview) -> PostReview:
    """Keep the verdict, give the vote that it is, and end the item where it was the last one."""
    if review.queue in VOTE_QUEUES:
        lock_question(context, post)  # ahead of the item, as votes about it do
    item = context.one(sql.LOCK_CLAIMED, post=post.id, review=review.id)
    if item is None:
        raise withdrawn() if _is_withdrawn(context, review) else claim_ended()
    decided = end_review(context, review, PostReviewState.DECIDED, verdict=command.verdict, audit=False)
    context.emit(ReviewDecided(review=review.id, queue=review.queue, post=post.id, verdict=command.verdict))
    voted = _vote(context, post, command)
    said = _said(context, item)
    alone = decides_alone(context, post)
    needed = context.settings(ReviewSettings).reviews_needed
    if ends_item(said, command.verdict, needed=needed, alone=alone, voted=voted):
        _settle(context, item, post, agreed(said, version=post.version, alone=alone))
        if not voted:  # else the change of the state withdrew it, and told so
            context.emit(ReviewEnded(queue=item.queue, post=post.id))
    else:
        context.run(sql.FREE, post=post.id, review=review.id)
    return decided


def _vote(context: Context, post: Post, command: DecideReview) -> bool:
    """Give the reviewer's vote, where the verdict is one; gives whether the question changed its state with it."""
    if command.verdict is PostVerdict.CLOSE:
        vote = VoteToClose(post.id, command.reason, original=command.original)
        return context.do(vote).state != post.state
    if command.verdict is PostVerdict.REOPEN:
        return context.do(VoteToReopen(post.id)).state != post.state
    return False


def _said(context: Context, item: ReviewItem) -> Agreement:
    rows = context.rows(sql.VERDICTS, post=item.post, queue=item.queue, opened_at=item.opened_at)
    return Agreement(
        counts={verdict: count for verdict, count, _ in rows}, oldest_version=min(row[2] for row in rows)
    )


def _settle(context: Context, item: ReviewItem, post: Post, known: PostVerdict | None) -> None:
    state = context.get(Post, post.id).state if item.queue in VOTE_QUEUES else ""
    context.run(
        sql.SETTLE,
        item=item.id,
        now=context.now,
        new_known=known,
        new_version=post.version if known is not None else None,
        new_state=state,
    )


def _is_withdrawn(context: Context, review: PostReview) -> bool:
    return context.get(PostReview, review.id).state is PostReviewState.WITHDRAWN


def _decide_audit(
    context: Context, review: PostReview, post: Post, audit: ReviewAudit, verdict: PostVerdict
) -> PostReview:
    """Compare the verdict with the known answer; nothing happens to the post."""
    passed = verdict is audit.expected if post.version == audit.version else None
    decided = end_review(context, review, PostReviewState.DECIDED, verdict=verdict, audit=True, passed=passed)
    context.emit(
        AuditDecided(review=review.id, queue=review.queue, post=post.id, verdict=verdict, passed=passed)
    )
    if passed is False:
        pause_after_too_many(context, review)
    return decided
