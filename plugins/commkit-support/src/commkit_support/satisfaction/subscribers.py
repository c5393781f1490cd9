"""Notifications of askers."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit.posts import Post
from commkit_support.satisfaction.facts import RatingRequested
from commkit_support.satisfaction.feature import satisfaction_feature


@satisfaction_feature.subscribes_to(RatingRequested)
def notify_asker(delivery: Delivery, fact: RatingRequested) -> None:
    """Notify the asker, whoever accepted the answer."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind=fact.name, to=(fact.asker,), record=Post.__name__, object=fact.question, by=None
            )
        )
