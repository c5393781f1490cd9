"""Notifications of askers about duplicates."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_qa.duplicates.facts import DuplicateConfirmed, DuplicateProposed
from commkit_qa.duplicates.feature import duplicate_feature


@duplicate_feature.subscribes_to(DuplicateProposed, DuplicateConfirmed)
def notify_asker(delivery: Delivery, fact: DuplicateProposed | DuplicateConfirmed) -> None:
    """Tell the asker, unless they did it themselves: nothing is closed silently."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.asker,), record=Post.__name__, object=fact.question, by=fact.actor)
