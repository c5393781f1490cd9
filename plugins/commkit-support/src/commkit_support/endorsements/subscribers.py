"""Notifications of those whose answers are endorsed."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit.posts import Post
from commkit_support.endorsements.facts import AnswerEndorsed
from commkit_support.endorsements.feature import endorsement_feature


@endorsement_feature.subscribes_to(AnswerEndorsed)
def notify_author(delivery: Delivery, fact: AnswerEndorsed) -> None:
    """Notify the author of the answer."""
    if fact.author is None:
        return
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind=fact.name, to=(fact.author,), record=Post.__name__, object=fact.answer, by=fact.actor
            )
        )
