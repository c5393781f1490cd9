"""What happens in the queues of reviewers."""

from datetime import datetime

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_developer.reviews.records import PostReviewId, PostVerdict, ReviewQueue


@frozen
class ReviewOpened(Fact):
    """A post waits for reviewers."""

    name = "developer.review_opened"
    visible_to = "developer.list_review_queues"
    queue: ReviewQueue
    post: PostId


@frozen
class ReviewEnded(Fact):
    """A post waits for reviewers no more: it was decided, or there was nothing left to review.

    It is on no stream: whoever is given the post afterwards, as an audit, would know that it is one.
    """

    name = "developer.review_ended"
    visible_to = None
    queue: ReviewQueue
    post: PostId


@frozen
class ReviewClaimed(Fact):
    """A reviewer was given a post; for them alone, as all that names their review."""

    name = "developer.review_claimed"
    visible_to = "developer.read_reviews"
    review: PostReviewId
    queue: ReviewQueue
    post: PostId


@frozen
class ReviewReleased(Fact):
    """A reviewer gave a post back."""

    name = "developer.review_released"
    visible_to = "developer.read_reviews"
    review: PostReviewId
    queue: ReviewQueue
    post: PostId


@frozen
class ReviewDecided(Fact):
    """A reviewer said what they think of a post that waited."""

    name = "developer.review_decided"
    visible_to = "developer.read_reviews"
    review: PostReviewId
    queue: ReviewQueue
    post: PostId
    verdict: PostVerdict


@frozen
class AuditDecided(Fact):
    """A reviewer said what they think of a post whose answer was known.

    Attributes:
        review: The review.
        queue: The queue.
        post: The post.
        verdict: What they said.
        passed: Whether it was the known answer; None where the post was edited meanwhile.
    """

    name = "developer.audit_decided"
    visible_to = "developer.read_reviews"
    review: PostReviewId
    queue: ReviewQueue
    post: PostId
    verdict: PostVerdict
    passed: bool | None


@frozen
class ReviewerPaused(Fact):
    """A reviewer failed too many audits, and gets no reviews for a while.

    Attributes:
        reviewer: Who.
        review: The audit that was one too many.
        until: When they get reviews again.
    """

    name = "developer.reviewer_paused"
    visible_to = "developer.read_reviews"
    reviewer: MemberId
    review: PostReviewId
    until: datetime
