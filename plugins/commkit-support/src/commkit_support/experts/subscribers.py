"""Notifications of who was invited."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit.posts import Post
from commkit_support.experts.facts import ExpertInvited
from commkit_support.experts.feature import expert_feature


@expert_feature.subscribes_to(ExpertInvited)
def notify_invited(delivery: Delivery, fact: ExpertInvited) -> None:
    """Notify the member."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind=fact.name, to=(fact.member,), record=Post.__name__, object=fact.question, by=fact.actor
            )
        )
