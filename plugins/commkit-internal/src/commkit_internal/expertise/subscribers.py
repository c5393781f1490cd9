"""Notifications about expertise."""

from commkit import Delivery
from commkit.members import Membership
from commkit.notifications import notify
from commkit_internal.expertise.facts import ExpertiseEndorsed
from commkit_internal.expertise.feature import expertise_feature


@expertise_feature.subscribes_to(ExpertiseEndorsed)
def notify_endorsed(delivery: Delivery, fact: ExpertiseEndorsed) -> None:
    """Notify whose expertise it is."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.member,),
            record=Membership.__name__,
            object=fact.member,
            by=fact.actor,
        )
