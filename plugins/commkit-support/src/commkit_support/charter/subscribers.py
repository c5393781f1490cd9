"""Notifications of staff about danger, and of writers about what was masked."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_support.charter.facts import PrivateDataMasked, SafetyRaised
from commkit_support.charter.feature import charter_feature
from commkit_support.clock.subscribers import notify_all_staff


@charter_feature.subscribes_to(SafetyRaised)
def notify_staff_of_danger(delivery: Delivery, fact: SafetyRaised) -> None:
    """Tell all active staff, who decide who acts."""
    notify_all_staff(delivery, fact.name, fact.reply or fact.question)


@charter_feature.subscribes_to(PrivateDataMasked)
def notify_writer(delivery: Delivery, fact: PrivateDataMasked) -> None:
    """Tell who wrote it; the host itself and its help desk are nobody to tell."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.actor,), record=Post.__name__, object=fact.post)
