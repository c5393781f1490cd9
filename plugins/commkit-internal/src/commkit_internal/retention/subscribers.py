"""Who may say how long threads are kept is told when somebody did, before anything expires."""

from commkit import Delivery
from commkit.communities import Community
from commkit.notifications import NotifyAllMembers, notify_all
from commkit_internal.retention.facts import RetentionSet
from commkit_internal.retention.feature import retention_feature
from commkit_internal.retention.policy import MANAGE


@retention_feature.subscribes_to(RetentionSet)
def tell_stewards(delivery: Delivery, fact: RetentionSet) -> None:
    """Tell all who may change it."""
    if fact.id is not None:
        notify_all(
            delivery,
            NotifyAllMembers(
                kind=fact.name,
                record=Community.__name__,
                object=delivery.community,
                cause=fact.id,
                by=fact.actor,
                with_permission=MANAGE,
            ),
        )
