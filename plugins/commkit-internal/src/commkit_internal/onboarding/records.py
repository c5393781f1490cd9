"""An onboarding, its tasks, and their numbers."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person
from commkit_internal.onboarding.plans.records import OnboardingPlanId, TaskText, TaskTitle

OnboardingId = NewType("OnboardingId", UUID)
"""The id of an onboarding."""
OnboardingTaskId = NewType("OnboardingTaskId", UUID)
"""The id of a task of an onboarding."""


class OnboardingState(StrEnum):
    """Where an onboarding is."""

    RUNNING = "running"
    FINISHED = "finished"
    """All its tasks were done."""
    ENDED = "ended"
    """It ended before: who keeps onboardings ended it, or the newcomer left."""


@frozen
class Onboarding:
    """The first time of a newcomer, as a plan has it.

    Attributes:
        id: Its id.
        plan: The plan that its tasks were copied from.
        member: The newcomer.
        buddy: Who helps them; None for nobody.
        started_by: Who started it; None for the host.
        started_at: When.
        state: Where it is.
        ended_at: When it was finished or ended; None while it is running.
    """

    id: OnboardingId
    plan: OnboardingPlanId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    buddy: Annotated[MemberId | None, Person(owns=False)]
    started_by: Annotated[MemberId | None, Person(owns=False)]
    started_at: datetime
    state: OnboardingState
    ended_at: datetime | None


@frozen
class OnboardingTask:
    """A task of an onboarding.

    Attributes:
        id: Its id.
        onboarding: The onboarding.
        member: The newcomer.
        title: What is to be done.
        text: More about it.
        due_at: When it is due: so many days after the newcomer joined.
        reminded_at: When the worker reminded of it; None until then.
        done_at: When it was done; None until then.
        done_by: Who ticked it.
    """

    id: OnboardingTaskId
    onboarding: OnboardingId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    title: TaskTitle
    text: TaskText
    due_at: datetime
    reminded_at: datetime | None
    done_at: datetime | None
    done_by: Annotated[MemberId | None, Person(owns=False)]


@frozen
class OnboardingProgress:
    """An onboarding with its tasks.

    Attributes:
        onboarding: The onboarding.
        tasks: Its tasks, the one that is due first ahead.
        done: How many of them are done.
    """

    onboarding: Onboarding
    tasks: tuple[OnboardingTask, ...]
    done: int


@frozen
class OnboardingNumbers:
    """How onboardings that were started in a period went on; all numbers are counts, not samples.

    Attributes:
        started: How many were started.
        running: How many of them are running.
        finished: How many of them were finished.
        ended: How many of them ended before.
        median_days: The median of the days from the start to the end of those that were finished; None for none. Those
            that are still running are not in it, so of a period that is short it is too low.
        n: How many it is the median of.
    """

    started: int
    running: int
    finished: int
    ended: int
    median_days: float | None
    n: int
