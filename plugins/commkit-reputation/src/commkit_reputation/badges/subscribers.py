"""Notices about badges."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit_reputation.badges.facts import BadgeAwarded
from commkit_reputation.badges.feature import badge_feature
from commkit_reputation.badges.records import Award


@badge_feature.subscribes_to(BadgeAwarded)
def notify_of_badge(delivery: Delivery, fact: BadgeAwarded) -> None:
    """Notify the member; the notice is of the award, so it goes where that is revoked."""
    with delivery.context(once=True) as context:
        context.do(NotifyMembers(kind=fact.name, to=(fact.member,), record=Award.__name__, object=fact.award))
