"""Notifications of those whose answers helped."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_qa.confirmations.facts import AnswerConfirmed
from commkit_qa.confirmations.feature import confirmation_feature


@confirmation_feature.subscribes_to(AnswerConfirmed)
def notify_answerer(delivery: Delivery, fact: AnswerConfirmed) -> None:
    """Tell who wrote the answer."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.answerer,), record=Post.__name__, object=fact.answer, by=fact.actor)
