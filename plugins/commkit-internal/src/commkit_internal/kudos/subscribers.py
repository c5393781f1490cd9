"""Notifications about kudos."""

from commkit import Delivery
from commkit.notifications import notify
from commkit_internal.kudos.facts import KudosGiven
from commkit_internal.kudos.feature import kudos_feature
from commkit_internal.kudos.records import Kudos


@kudos_feature.subscribes_to(KudosGiven)
def notify_receiver(delivery: Delivery, fact: KudosGiven) -> None:
    """Notify who was thanked."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "internal.kudos_given",
            (fact.receiver,),
            record=Kudos.__name__,
            object=fact.kudos,
            by=fact.actor,
        )
