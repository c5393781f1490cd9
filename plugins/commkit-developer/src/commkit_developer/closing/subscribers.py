"""Notifications about closed and reopened questions."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_developer.closing.facts import ClosedByCommunity, ReopenedByCommunity
from commkit_developer.closing.feature import closing_feature


@closing_feature.subscribes_to(ClosedByCommunity)
def notify_closed(delivery: Delivery, fact: ClosedByCommunity) -> None:
    """Notify the asker, unless they closed it."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.question_closed",
            (fact.asker,),
            record=Post.__name__,
            object=fact.question,
            by=fact.actor,
        )


@closing_feature.subscribes_to(ReopenedByCommunity)
def notify_reopened(delivery: Delivery, fact: ReopenedByCommunity) -> None:
    """Notify the asker, unless their vote was the last one."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.question_reopened",
            (fact.asker,),
            record=Post.__name__,
            object=fact.question,
            by=fact.actor,
        )
