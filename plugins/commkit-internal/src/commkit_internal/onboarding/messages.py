"""The commands and queries of onboardings."""

from datetime import datetime, timedelta

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query
from commkit_internal.onboarding.plans.records import OnboardingPlanId
from commkit_internal.onboarding.records import (
    Onboarding,
    OnboardingId,
    OnboardingNumbers,
    OnboardingProgress,
    OnboardingState,
    OnboardingTask,
    OnboardingTaskId,
)


@frozen
class StartOnboarding(Command[Onboarding]):
    """Start the onboarding of a newcomer: they get a copy of the tasks of a plan.

    Attributes:
        member: The newcomer, a person.
        plan: The plan.
        buddy: Who helps them; None for nobody yet.
        since: From when on the days of the tasks count, up to two years ago or ahead; from when they joined the
            community where it is left out.

    Raises:
        NotFound: There is no such member or plan.
        Conflict: An onboarding of theirs is running, or the plan is closed or has no tasks.
        Invalid: The newcomer is an agent; the buddy is one, or the newcomer, or not active; `since`
            is out of its range.
        Denied: The buddy blocked the actor.
    """

    permission = "internal.manage_onboarding"
    creates = True

    member: MemberId
    plan: OnboardingPlanId
    buddy: MemberId | None = field(default=None, kw_only=True)
    since: datetime | None = field(default=None, kw_only=True)


@frozen
class AssignBuddy(Command[Onboarding]):
    """Say who helps a newcomer; None for nobody. They are notified, and may decline.

    Raises:
        NotFound: There is no such onboarding or member.
        Conflict: The onboarding is over.
        Invalid: It is the newcomer or an agent, or somebody who is not active.
        Denied: They blocked the actor.
    """

    permission = "internal.manage_onboarding"

    onboarding: OnboardingId
    buddy: MemberId | None


@frozen
class DeclineBuddy(Command[None]):
    """Be nobody's buddy in an onboarding any more; who keeps onboardings is told.

    Raises:
        NotFound: There is no such onboarding for the actor.
        Denied: The actor is not its buddy.
        Conflict: The onboarding is over.
    """

    permission = "internal.take_part_in_onboarding"
    granted_to = "member"
    withdraws = True

    onboarding: OnboardingId


@frozen
class TickOnboardingTask(Command[OnboardingTask]):
    """Say that a task is done, by the newcomer or the buddy; with the last one the onboarding is finished.

    Raises:
        NotFound: There is no such task for the actor.
        Denied: The actor is neither of them.
        Conflict: The onboarding is over.
    """

    permission = "internal.take_part_in_onboarding"
    granted_to = "member"

    task: OnboardingTaskId


@frozen
class UntickOnboardingTask(Command[OnboardingTask]):
    """Say that a task is not done after all, by the newcomer or the buddy.

    Raises:
        NotFound: There is no such task for the actor.
        Denied: The actor is neither of them.
        Conflict: The onboarding is over.
    """

    permission = "internal.take_part_in_onboarding"
    granted_to = "member"

    task: OnboardingTaskId


@frozen
class EndOnboarding(Command[Onboarding]):
    """End an onboarding before all is done.

    Raises:
        NotFound: There is no such onboarding.
        Conflict: It is over.
    """

    permission = "internal.manage_onboarding"

    onboarding: OnboardingId


@frozen
class ReadOnboarding(Query[OnboardingProgress]):
    """An onboarding with its tasks, for the newcomer, the buddy and those who keep onboardings.

    Raises:
        NotFound: There is none for the actor.
    """

    permission = "internal.read_onboarding"
    granted_to = "member"

    onboarding: OnboardingId


@frozen(kw_only=True)
class ListOnboardings(Query[Page[Onboarding]]):
    """Onboardings, the newest first: members find those in which they are the newcomer or the buddy.

    Attributes:
        state: Only those in this state.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = "internal.read_onboarding"
    granted_to = "member"
    personal = ()

    state: OnboardingState | None = None
    after: str | None = None
    limit: int = 20


@frozen
class CountOnboardings(Query[OnboardingNumbers]):
    """How the onboardings went on that were started in the last days; of those of erased members nothing is known.

    Attributes:
        within: How long back, a day to two years.
    """

    permission = "internal.manage_onboarding"

    within: timedelta = field(default=timedelta(days=365), kw_only=True)
