"""The feature of reviews, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_developer.policy import MEMBER, MIGRATIONS, STEWARD, check_range, raise_if_invalid
from commkit_developer.reviews.facts import (
    AuditDecided,
    ReviewClaimed,
    ReviewDecided,
    ReviewEnded,
    ReviewerPaused,
    ReviewOpened,
    ReviewReleased,
)
from commkit_developer.reviews.measures import PASSED_AUDITS, WAITING_REVIEWS
from commkit_developer.reviews.records import ReviewNumbers, ReviewQueueNumbers, ReviewQueueStatus
from commkit_developer.tables import REVIEWS

_TIMES = {
    "late_after": (timedelta(days=1), timedelta(days=3_650), "a day to 3,650 days"),
    "claim_lasts": (timedelta(minutes=1), timedelta(days=1), "a minute to a day"),
    "paused_for": (timedelta(hours=1), timedelta(days=365), "an hour to 365 days"),
}


@frozen
class ReviewSettings:
    """How posts are reviewed.

    Attributes:
        late_after: How old a question is to which an answer is late, a day to 3,650 days.
        claim_lasts: How long a reviewer has for a post, a minute to a day.
        reviews_needed: Reviewers who must say that a post is seen to, or that a question stays as it is, 1 to 9. Who
            may settle questions decides alone in any case.
        audit_percent: How many of 100 posts that reviewers are given are audits, 0 to 100; 0 for none.
        failed_allowed: How many audits a reviewer may fail within 30 days, 0 to 20.
        paused_for: How long who failed more gets no reviews, an hour to 365 days.

    Raises:
        Invalid: A number or a time is out of its range (`developer.bad_settings`).
    """

    late_after: timedelta = timedelta(days=30)
    claim_lasts: timedelta = timedelta(minutes=15)
    reviews_needed: int = 2
    audit_percent: int = 10
    failed_allowed: int = 2
    paused_for: timedelta = timedelta(days=7)

    def __attrs_post_init__(self) -> None:
        check_range(self, reviews_needed=(1, 9), audit_percent=(0, 100), failed_allowed=(0, 20))
        raise_if_invalid(
            (name, "out_of_range", f"give {told}")
            for name, (least, most, told) in _TIMES.items()
            if not least <= getattr(self, name) <= most
        )


REVIEW_POSTS = "developer.review_posts"
"""The permission of reviewers of posts; a type grants it to further roles, and may narrow it by a `Privilege`."""

review_feature = Feature(
    "developer.reviews",
    tables=REVIEWS,
    migrations=MIGRATIONS,
    settings=ReviewSettings(),
    requires=("qa.questions", "developer.closing"),
    declares=(WAITING_REVIEWS, PASSED_AUDITS),
    grants={
        MEMBER: {"developer.list_review_queues"},
        STEWARD: {REVIEW_POSTS, "developer.read_review_numbers"},
    },
    explicit_permissions=(REVIEW_POSTS,),
    facts=(
        ReviewOpened,
        ReviewEnded,
        ReviewClaimed,
        ReviewReleased,
        ReviewDecided,
        AuditDecided,
        ReviewerPaused,
    ),
    records=(ReviewQueueStatus, ReviewQueueNumbers, ReviewNumbers),
    notification_kinds=(
        NotificationKind(
            name="developer.reviews_paused",
            summary="You failed several audits, so you get no reviews for a while.",
        ),
    ),
)
"""Queues of first posts, late answers and votes about closing, with audits."""
