"""Notifications about life circles."""

from commkit import Delivery
from commkit.notifications import notify
from commkit_internal.life_circles.facts import CircleInvitationSent
from commkit_internal.life_circles.feature import circle_feature
from commkit_internal.life_circles.records import Circle


@circle_feature.subscribes_to(CircleInvitationSent)
def notify_invited(delivery: Delivery, fact: CircleInvitationSent) -> None:
    """Notify who is invited."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "internal.circle_invitation",
            (fact.member,),
            record=Circle.__name__,
            object=fact.circle,
            by=fact.actor,
        )
