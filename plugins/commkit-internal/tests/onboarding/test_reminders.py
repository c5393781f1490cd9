"""Reminders of tasks: by the worker, once each, of what is due and not done."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied
from commkit_internal import (
    AddPlanTask,
    CreateOnboardingPlan,
    EndOnboarding,
    ReadOnboarding,
    StartOnboarding,
    TickOnboardingTask,
    UntickOnboardingTask,
)
from commkit_internal.jobs import RemindNewcomer
from tests.processes import at_once_in_processes

DAY = timedelta(days=1)
DUE = "internal.onboarding_task_due"


def started(town: Any, *days: int) -> Any:
    plan = town.do("pat", CreateOnboardingPlan("First weeks"))
    for day in days:
        town.do("pat", AddPlanTask(plan.id, f"Of day {day}", day=day))
    begun = town.do(
        "pat",
        StartOnboarding(town.member("ada"), plan.id, buddy=town.member("bob"), since=town.clock()),
    )
    return town.ask("ada", ReadOnboarding(begun.id))


def reminders(town: Any, name: str) -> list[Any]:
    """The tasks that somebody was reminded of, in this order."""
    return [object for kind, object in reversed(town.inbox(name)) if kind == DUE]


def test_newcomer_and_buddy_are_reminded_of_each_task_once(town: Any) -> None:
    first, second, third = (task.id for task in started(town, 1, 3, 5).tasks)
    assert reminders(town, "ada") == []
    town.clock.advance(DAY)
    for _ in range(2):
        assert [reminders(town, name) for name in ("ada", "bob", "pat")] == [[first], [first], []]
    town.do("ada", TickOnboardingTask(second))
    town.clock.advance(5 * DAY)
    assert reminders(town, "ada") == [first, third]
    town.do("ada", UntickOnboardingTask(second))
    assert reminders(town, "ada") == [first, third]


def test_nobody_is_reminded_when_it_is_over(town: Any) -> None:
    progress = started(town, 1)
    town.do("pat", EndOnboarding(progress.onboarding.id))
    town.clock.advance(2 * DAY)
    assert reminders(town, "ada") == []


def test_only_the_host_reminds_and_not_too_early(town: Any) -> None:
    (task,) = started(town, 1).tasks
    assert town.do(SYSTEM, RemindNewcomer(task.id)) is False
    with town.refused("runtime.not_permitted", Denied):
        town.do("pat", RemindNewcomer(task.id))
    town.clock.advance(DAY)
    assert [town.do(SYSTEM, RemindNewcomer(task.id)) for _ in range(2)] == [True, False]


PRELUDE = """
from commkit_internal import Internal
from commkit_internal.jobs import RemindNewcomer

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)
"""
UNCHECKED = """
from sqlalchemy import bindparam, update
from commkit.storage import Id, UtcDateTime, statement
from commkit_internal.onboarding import statements as sql
from commkit_internal.tables import onboarding_task as task

sql.REMIND = statement(lambda: update(task).values(reminded_at=bindparam("at", type_=UtcDateTime)).where(
    task.c.community_id == bindparam("community_id"), task.c.id == bindparam("id", type_=Id)))
"""


def remind_in_processes(town: Any, **how: str) -> list[str]:
    """Two workers come to one task at the same moment."""
    (task,) = started(town, 1).tasks
    town.clock.advance(DAY)
    works = [("SYSTEM", "session.do(RemindNewcomer(ids[0]))")] * 2
    return at_once_in_processes(town, PRELUDE, works, ids=[task.id], **how)


@pytest.mark.slow
def test_of_two_workers_one_reminds(town: Any) -> None:
    assert sorted(remind_in_processes(town)) == ["False", "True"]
    assert len(reminders(town, "ada")) == 1


@pytest.mark.slow
def test_control_without_the_condition_both_remind(town: Any) -> None:
    assert remind_in_processes(town, patch=UNCHECKED) == ["True", "True"]


@pytest.mark.slow
def test_of_two_workers_that_are_drained_one_reminds(town: Any) -> None:
    (task,) = started(town, 1).tasks
    town.clock.advance(DAY)
    at_once_in_processes(town, PRELUDE, [("worker", "")] * 2)
    assert reminders(town, "ada") == [task.id]
    assert reminders(town, "bob") == [task.id]
