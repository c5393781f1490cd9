"""A plan, and its tasks."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.storage import Plain
from commkit_internal.units.records import UnitId

OnboardingPlanId = NewType("OnboardingPlanId", UUID)
"""The id of a plan for onboardings."""
PlanTaskId = NewType("PlanTaskId", UUID)
"""The id of a task of a plan."""
PlanName = Annotated[str, Plain(max=200, multiline=False)]
TaskTitle = Annotated[str, Plain(max=200, multiline=False)]
TaskText = Annotated[str, Plain(max=2_000, min=0)]


@frozen
class OnboardingPlan:
    """What newcomers do in their first time, made by people partners.

    Attributes:
        id: Its id.
        name: Its name.
        unit: The org unit that it is for, with all below it; None for any.
        role: The role that it is for; empty for any.
        created_at: When it was created.
        closed_at: When it was closed; None while onboardings can be started with it.
    """

    id: OnboardingPlanId
    name: PlanName
    unit: UnitId | None
    role: Annotated[str, Plain(max=64, min=0, multiline=False)]
    created_at: datetime
    closed_at: datetime | None


@frozen
class PlanTask:
    """A task of a plan.

    Attributes:
        id: Its id.
        plan: The plan.
        day: On which day after they joined it is due, 0 for the day itself, up to 366.
        title: What is to be done.
        text: More about it.
    """

    id: PlanTaskId
    plan: OnboardingPlanId
    day: int
    title: TaskTitle
    text: TaskText


@frozen
class OnboardingPlanView:
    """A plan with its tasks.

    Attributes:
        plan: The plan.
        tasks: Its tasks, by day.
    """

    plan: OnboardingPlan
    tasks: tuple[PlanTask, ...]
