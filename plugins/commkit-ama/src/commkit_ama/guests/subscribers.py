"""Notifications of guests."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_ama.feature import hour_feature
from commkit_ama.guests.facts import GuestsSet


@hour_feature.subscribes_to(GuestsSet)
def notify_guests(delivery: Delivery, fact: GuestsSet) -> None:
    """Notify those who are new."""
    if not fact.added:
        return
    with delivery.context(once=True) as context:
        notify(
            context, "ama.guest_named", fact.added, record=Post.__name__, object=fact.thread, by=fact.actor
        )
