"""The limits and the computations of onboardings."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from commkit import Conflict
from commkit_internal.onboarding.records import Onboarding, OnboardingNumbers, OnboardingState

MAX_TASKS = 50
"""Tasks of a plan, at most."""
LONGEST = timedelta(days=731)
"""How far from now the days of an onboarding may begin, and how far back onboardings are counted."""
MAX_DAY = 366
"""The last day after joining that a task may be due."""


def due_at(since: datetime, day: int) -> datetime:
    """When a task is due: so many times 24 hours after the days begin."""
    return since + timedelta(days=day)


def check_running(onboarding: Onboarding) -> None:
    """Check that an onboarding is running.

    Raises:
        Conflict: It is over.
    """
    if onboarding.state is not OnboardingState.RUNNING:
        raise Conflict(
            "internal.onboarding_over", "this onboarding is over; start another one if it is needed"
        )


def numbers_of(rows: Iterable[tuple[OnboardingState, datetime, datetime | None]]) -> OnboardingNumbers:
    """The numbers of some onboardings.

    Args:
        rows: Of each its state, when it was started and when it ended.
    """
    found = list(rows)
    by_state = {
        state: [(start, end) for its, start, end in found if its is state] for state in OnboardingState
    }
    days = [
        (end - start) / timedelta(days=1)
        for start, end in by_state[OnboardingState.FINISHED]
        if end is not None
    ]
    return OnboardingNumbers(
        started=len(found),
        running=len(by_state[OnboardingState.RUNNING]),
        finished=len(by_state[OnboardingState.FINISHED]),
        ended=len(by_state[OnboardingState.ENDED]),
        median_days=median(days) if days else None,
        n=len(days),
    )
