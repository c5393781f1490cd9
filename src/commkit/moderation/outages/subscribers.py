"""Whom outages are told to."""

from commkit.communities import Community
from commkit.moderation.feature import moderation
from commkit.moderation.outages.facts import ReviewerAbsent
from commkit.notifications import NotifyAllMembers, notify_all
from commkit.runtime.delivery.deliveries import Delivery


@moderation.subscribes_to(ReviewerAbsent)
def notify_moderators(delivery: Delivery, fact: ReviewerAbsent) -> None:
    """Notify those who handle cases: posts wait for them, or were not looked at."""
    assert fact.id is not None  # what is delivered was emitted
    notify_all(
        delivery,
        NotifyAllMembers(
            kind="moderation.reviewer_absent",
            record=Community.__name__,
            object=delivery.community,
            cause=fact.id,
            with_permission="moderation.handle",
        ),
    )
