"""The commands and queries of plans."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text, TextCommand
from commkit_internal.onboarding.plans.records import (
    OnboardingPlan,
    OnboardingPlanId,
    OnboardingPlanView,
    PlanName,
    PlanTask,
    PlanTaskId,
    TaskText,
    TaskTitle,
)
from commkit_internal.units.records import UnitId


@frozen
class CreateOnboardingPlan(TextCommand[OnboardingPlan]):
    """Create a plan for onboardings; add its tasks by `AddPlanTask`.

    Attributes:
        name: Its name.
        unit: The org unit that it is for, with all below it; None for any.
        role: The role that it is for; empty for any.

    Raises:
        NotFound: There is no such unit.
        Conflict: The unit is closed.
        Invalid: The community's type has no such role.
    """

    permission = "internal.manage_onboarding"
    creates = True
    shown = ("name",)
    personal = ()

    name: PlanName
    unit: UnitId | None = field(default=None, kw_only=True)
    role: Annotated[str, Text(max=64, min=0, multiline=False)] = field(default="", kw_only=True)


@frozen
class AddPlanTask(TextCommand[PlanTask]):
    """Add a task to a plan. Onboardings that have begun stay as they are.

    Attributes:
        plan: The plan.
        title: What is to be done.
        text: More about it.
        day: On which day after they joined it is due, 0 for the day itself, up to 366.

    Raises:
        NotFound: There is no such plan.
        Conflict: The plan is closed, or has 50 tasks.
        Invalid: The day is out of its range.
    """

    permission = "internal.manage_onboarding"
    creates = True
    shown = ("title", "text")
    personal = ()

    plan: OnboardingPlanId
    title: TaskTitle
    text: TaskText = ""
    day: int = field(default=0, kw_only=True)


@frozen
class RemovePlanTask(Command[None]):
    """Take a task out of its plan. Onboardings that have begun stay as they are.

    Raises:
        NotFound: There is no such task.
        Conflict: The plan is closed.
    """

    permission = "internal.manage_onboarding"

    task: PlanTaskId


@frozen
class CloseOnboardingPlan(Command[OnboardingPlan]):
    """Start no more onboardings with a plan; those that have begun go on. Again, it changes nothing.

    Raises:
        NotFound: There is no such plan.
    """

    permission = "internal.manage_onboarding"

    plan: OnboardingPlanId


@frozen
class ReadOnboardingPlan(Query[OnboardingPlanView]):
    """A plan with its tasks, open or closed.

    Raises:
        NotFound: There is no such plan.
    """

    permission = "internal.manage_onboarding"

    plan: OnboardingPlanId


@frozen
class ListOnboardingPlans(Query[tuple[OnboardingPlan, ...]]):
    """The open plans, by name, at most 500.

    Attributes:
        member: Only those that fit this member: for their role and their org unit, or one above it, or for any.

    Raises:
        NotFound: There is no such member.
    """

    permission = "internal.manage_onboarding"

    member: MemberId | None = None
