"""How reviewers are given posts, and give them back; how they decide is in `decisions`."""

from typing import Any

from attrs import evolve

from commkit import Command, Context, Denied
from commkit.members import lock_member
from commkit.posts import PostId
from commkit_developer.closing.feature import VOTE_TO_CLOSE, VOTE_TO_REOPEN
from commkit_developer.closing.messages import VoteToClose, VoteToReopen
from commkit_developer.closing.queries import votes_after
from commkit_developer.reviews import statements as sql
from commkit_developer.reviews.audits.handlers import check_not_paused, draw_audit, keep_audit
from commkit_developer.reviews.facts import ReviewClaimed, ReviewReleased
from commkit_developer.reviews.feature import ReviewSettings, review_feature
from commkit_developer.reviews.messages import ClaimReview, ReleaseReview
from commkit_developer.reviews.policy import check_claimed, claim_ended
from commkit_developer.reviews.records import (
    PostReview,
    PostReviewId,
    PostReviewState,
    PostVerdict,
    ReviewQueue,
)
from commkit_developer.tables import post_review
from commkit_reputation import passes_privileges

_VOTES: dict[ReviewQueue, tuple[str, type[Command[Any]]]] = {
    ReviewQueue.CLOSE_VOTES: (VOTE_TO_CLOSE, VoteToClose),
    ReviewQueue.REOPEN_VOTES: (VOTE_TO_REOPEN, VoteToReopen),
}


@review_feature.loads(PostReview, owner=lambda review: review.reviewer, table=post_review)
def fetch_review(context: Context, id: PostReviewId) -> PostReview | None:
    """Load a review, for who reviews."""
    return context.one(sql.REVIEW, id=id)


@review_feature.handles(ClaimReview)
def claim_review(context: Context, command: ClaimReview) -> PostReview | None:
    """Lock the item that waits longest; give it, or an audit in its place."""
    me, queue = context.member, command.queue
    check_votes_in(context, queue)
    check_not_paused(context)
    lock_member(context, me)  # their other session may be claiming the last item: this one gives it, too
    claimed = context.one(sql.CLAIMED, me=me, queue=queue)
    if claimed is not None and claimed.expires_at > context.now:
        return claimed
    if claimed is not None:
        end_review(context, claimed, PostReviewState.LAPSED)
    found = context.one(sql.NEXT, queue=queue, now=context.now, votes_after=votes_after(context))
    if found is None:
        return None
    item, post, version = found
    known: PostVerdict | None = None
    # An audit takes the place of an item that waits: where nothing does, it would be known for one.
    if (audit := draw_audit(context, queue, lapsed=claimed)) is not None:
        post, version, known = audit
    review = _new_review(context, queue, post, version)
    context.run(sql.ADD_REVIEW, review)
    if known is not None:
        keep_audit(context, review, known)
    elif not context.run(sql.CLAIM, item=item, review=review.id, until=review.expires_at, now=context.now):
        raise claim_ended()  # the lock of the row makes sure that nobody else was given it
    context.emit(ReviewClaimed(review=review.id, queue=queue, post=post))
    return review


@review_feature.handles(ReleaseReview)
def release_review(context: Context, command: ReleaseReview) -> PostReview:
    """End the claim; the item waits for others."""
    review = context.get(PostReview, command.review)
    check_claimed(review, context.now)
    context.run(sql.FREE, post=review.post, review=review.id)
    released = end_review(context, review, PostReviewState.RELEASED)
    context.emit(ReviewReleased(review=review.id, queue=review.queue, post=review.post))
    return released


def votes_in(context: Context, queue: ReviewQueue) -> bool:
    """Whether the actor votes about questions of others as a queue asks for it; queues of posts ask for nothing."""
    if queue not in _VOTES:
        return True
    permission, command = _VOTES[queue]
    return context.can(permission) and passes_privileges(context, command)


def check_votes_in(context: Context, queue: ReviewQueue) -> None:
    """Check that the actor may be given posts of a queue.

    Raises:
        Denied: They may not (`developer.no_closing_vote`).
    """
    if not votes_in(context, queue):
        raise Denied(
            "developer.no_closing_vote",
            "this queue is for those who vote about questions of others; ListPrivileges says what you lack for it",
        )


def end_review(
    context: Context,
    review: PostReview,
    state: PostReviewState,
    *,
    verdict: PostVerdict | None = None,
    audit: bool | None = None,
    passed: bool | None = None,
) -> PostReview:
    """End a review; the statement makes sure that it happens once.

    Raises:
        Conflict: It has ended since it was read.
    """
    if not context.run(
        sql.END,
        id=review.id,
        now=context.now,
        new_state=state,
        new_verdict=verdict,
        new_audit=audit,
        new_passed=passed,
    ):
        raise claim_ended()
    return evolve(review, state=state, ended_at=context.now, verdict=verdict, audit=audit, passed=passed)


def _new_review(context: Context, queue: ReviewQueue, post: PostId, version: int) -> PostReview:
    return PostReview(
        id=PostReviewId(context.new_id()),
        queue=queue,
        post=post,
        version=version,
        reviewer=context.member,
        state=PostReviewState.CLAIMED,
        claimed_at=context.now,
        expires_at=context.now + context.settings(ReviewSettings).claim_lasts,
        ended_at=None,
        verdict=None,
        audit=None,
        passed=None,
    )
