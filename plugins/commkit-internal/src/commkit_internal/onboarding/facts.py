"""What happens to onboardings: for those who keep them."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.onboarding.records import OnboardingId, OnboardingTaskId
from commkit_internal.policy import KEEPER


@frozen
class OnboardingStarted(Fact):
    """An onboarding was started."""

    name = "internal.onboarding_started"
    visible_to = KEEPER
    onboarding: OnboardingId
    member: MemberId


@frozen
class OnboardingBuddyAssigned(Fact):
    """A newcomer has another buddy.

    Attributes:
        onboarding: The onboarding.
        member: The newcomer.
        buddy: Who helps them now; None for nobody.
        old_buddy: Who did before.
    """

    name = "internal.onboarding_buddy_assigned"
    visible_to = KEEPER
    onboarding: OnboardingId
    member: MemberId
    buddy: MemberId | None
    old_buddy: MemberId | None


@frozen
class OnboardingBuddyLost(Fact):
    """A newcomer has no buddy any more: that one declined, left the community or was banned.

    Attributes:
        onboarding: The onboarding.
        member: The newcomer.
        old_buddy: Who was the buddy.
    """

    name = "internal.onboarding_buddy_lost"
    visible_to = KEEPER
    onboarding: OnboardingId
    member: MemberId
    old_buddy: MemberId


@frozen
class OnboardingTaskDue(Fact):
    """A task that is not done is due: the newcomer and the buddy are reminded, once."""

    name = "internal.onboarding_task_due"
    visible_to = KEEPER
    task: OnboardingTaskId
    onboarding: OnboardingId
    member: MemberId


@frozen
class OnboardingTaskTicked(Fact):
    """A task was done, or is to be done again.

    Attributes:
        task: The task.
        onboarding: The onboarding.
        member: The newcomer.
        done: Whether it is done now.
    """

    name = "internal.onboarding_task_ticked"
    visible_to = KEEPER
    task: OnboardingTaskId
    onboarding: OnboardingId
    member: MemberId
    done: bool


@frozen
class OnboardingEnded(Fact):
    """An onboarding is over.

    Attributes:
        onboarding: The onboarding.
        member: The newcomer.
        finished: Whether all its tasks were done.
    """

    name = "internal.onboarding_ended"
    visible_to = KEEPER
    onboarding: OnboardingId
    member: MemberId
    finished: bool
