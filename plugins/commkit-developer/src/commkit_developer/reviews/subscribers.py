"""Notifications of reviewers."""

from commkit import Delivery
from commkit.notifications import notify
from commkit_developer.reviews.facts import ReviewerPaused
from commkit_developer.reviews.feature import review_feature
from commkit_developer.reviews.records import PostReview


@review_feature.subscribes_to(ReviewerPaused)
def notify_paused(delivery: Delivery, fact: ReviewerPaused) -> None:
    """Tell the reviewer, about the audit that was one too many."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.reviews_paused",
            (fact.reviewer,),
            record=PostReview.__name__,
            object=fact.review,
        )
