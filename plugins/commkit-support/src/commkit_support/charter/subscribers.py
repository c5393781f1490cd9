"""Notifications of staff about danger."""

from commkit import Delivery
from commkit_support.charter.facts import SafetyRaised
from commkit_support.charter.feature import charter_feature
from commkit_support.clock.subscribers import notify_all_staff


@charter_feature.subscribes_to(SafetyRaised)
def notify_staff_of_danger(delivery: Delivery, fact: SafetyRaised) -> None:
    """Tell all active staff, who decide who acts."""
    notify_all_staff(delivery, fact.name, fact.question)
