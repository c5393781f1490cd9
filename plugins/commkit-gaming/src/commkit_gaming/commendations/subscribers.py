"""Notifications about commendations."""

from commkit import Delivery
from commkit.notifications import notify
from commkit_gaming.commendations.facts import PlayerCommended
from commkit_gaming.commendations.feature import commendation_feature
from commkit_gaming.commendations.records import Commendation


@commendation_feature.subscribes_to(PlayerCommended)
def notify_receiver(delivery: Delivery, fact: PlayerCommended) -> None:
    """Notify who was commended."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.receiver,),
            record=Commendation.__name__,
            object=fact.commendation,
            by=fact.actor,
        )
