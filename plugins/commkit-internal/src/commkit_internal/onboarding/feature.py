"""The feature of onboardings."""

from commkit import Feature, NotificationKind
from commkit_internal.onboarding.facts import (
    OnboardingBuddyAssigned,
    OnboardingBuddyLost,
    OnboardingEnded,
    OnboardingStarted,
    OnboardingTaskDue,
    OnboardingTaskTicked,
)
from commkit_internal.onboarding.plans.records import OnboardingPlanView
from commkit_internal.onboarding.records import OnboardingNumbers, OnboardingProgress
from commkit_internal.policy import KEEPER, MIGRATIONS, PEOPLE_PARTNER

onboarding_feature = Feature(
    "internal.onboarding",
    migrations=MIGRATIONS,
    requires=("internal.units",),
    grants={
        PEOPLE_PARTNER: {KEEPER},
        "system": {"internal.remind_newcomer"},
    },
    facts=(
        OnboardingStarted,
        OnboardingBuddyAssigned,
        OnboardingBuddyLost,
        OnboardingTaskDue,
        OnboardingTaskTicked,
        OnboardingEnded,
    ),
    records=(OnboardingPlanView, OnboardingProgress, OnboardingNumbers),
    notification_kinds=(
        NotificationKind(
            name="internal.onboarding_started",
            summary="Your onboarding was started.",
            sentence="Your onboarding has begun.",
        ),
        NotificationKind(
            name="internal.onboarding_buddy_assigned",
            summary="You are the buddy of a newcomer.",
            sentence="{by} asks you to be the buddy of a newcomer.",
        ),
        NotificationKind(
            name="internal.onboarding_buddy_lost",
            summary="A newcomer has no buddy any more.",
            sentence="A newcomer needs another buddy.",
        ),
        NotificationKind(
            name="internal.onboarding_task_due",
            summary="A task of your onboarding is due, or one of a newcomer whose buddy you are.",
            sentence="A task of an onboarding is due.",
        ),
    ),
)
"""The first time of newcomers."""
