"""Notifications about onboardings."""

from commkit import Delivery, NotFound
from commkit.notifications import NotifyAllMembers, notify, notify_all
from commkit_internal.onboarding.facts import (
    OnboardingBuddyAssigned,
    OnboardingBuddyLost,
    OnboardingStarted,
    OnboardingTaskDue,
)
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.records import Onboarding, OnboardingTask
from commkit_internal.policy import KEEPER


@onboarding_feature.subscribes_to(OnboardingStarted)
def notify_newcomer(delivery: Delivery, fact: OnboardingStarted) -> None:
    """Notify the newcomer."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.member,),
            record=Onboarding.__name__,
            object=fact.onboarding,
            by=fact.actor,
        )


@onboarding_feature.subscribes_to(OnboardingBuddyAssigned)
def notify_buddy(delivery: Delivery, fact: OnboardingBuddyAssigned) -> None:
    """Notify the new buddy."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.buddy,),
            record=Onboarding.__name__,
            object=fact.onboarding,
            by=fact.actor,
        )


@onboarding_feature.subscribes_to(OnboardingBuddyLost)
def notify_keepers(delivery: Delivery, fact: OnboardingBuddyLost) -> None:
    """Notify those who keep onboardings, so that somebody assigns another buddy."""
    if fact.id is None:
        return
    notify_all(
        delivery,
        NotifyAllMembers(
            kind=fact.name,
            record=Onboarding.__name__,
            object=fact.onboarding,
            cause=fact.id,
            by=fact.actor,
            with_permission=KEEPER,
        ),
    )


@onboarding_feature.subscribes_to(OnboardingTaskDue)
def remind(delivery: Delivery, fact: OnboardingTaskDue) -> None:
    """Notify the newcomer and the buddy, unless the onboarding is gone."""
    with delivery.context(once=True) as context:
        try:
            onboarding = context.get(Onboarding, fact.onboarding)
        except NotFound:
            return
        notify(
            context,
            fact.name,
            (onboarding.member, onboarding.buddy),
            record=OnboardingTask.__name__,
            object=fact.task,
        )
