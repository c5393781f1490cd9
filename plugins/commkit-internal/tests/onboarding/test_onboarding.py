"""Onboardings: started from a plan, helped by a buddy, ticked by both, seen by few, and counted."""

from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.members import AddAgent, BlockMember, LeaveCommunity, RestrictMember
from commkit.privacy import ErasePerson
from commkit_internal import (
    AddPlanTask,
    AssignBuddy,
    CountOnboardings,
    CreateOnboardingPlan,
    DeclineBuddy,
    EndOnboarding,
    ListOnboardings,
    OnboardingState,
    ReadOnboarding,
    StartOnboarding,
    TickOnboardingTask,
    UntickOnboardingTask,
)
from commkit_internal.onboarding.policy import numbers_of
from tests.plugin_town import MONDAY

DAY = timedelta(days=1)
LOST = "internal.onboarding_buddy_lost"
START = MONDAY


@pytest.fixture
def plan(town: Any) -> Any:
    """A plan with tasks on the first day and after a week."""
    made = town.do("pat", CreateOnboardingPlan("First weeks"))
    for title, day in (("Get a key", 0), ("Meet the others", 7)):
        town.do("pat", AddPlanTask(made.id, title, day=day))
    return made


def start(town: Any, plan: Any, member: str = "ada", buddy: str | None = "bob", **more: Any) -> Any:
    helps = town.member(buddy) if buddy is not None else None
    return town.do("pat", StartOnboarding(town.member(member), plan.id, buddy=helps, **more))


def tasks(town: Any, onboarding: Any) -> Any:
    return town.ask("pat", ReadOnboarding(onboarding.id)).tasks


def test_a_newcomer_gets_the_tasks_of_a_plan(town: Any, plan: Any) -> None:
    started = start(town, plan)
    town.do("pat", AddPlanTask(plan.id, "Later", day=9))
    progress = town.ask("ada", ReadOnboarding(started.id))
    assert [task.title for task in progress.tasks] == ["Get a key", "Meet the others"]
    assert [task.due_at - progress.tasks[0].due_at for task in progress.tasks] == [0 * DAY, 7 * DAY]
    assert (progress.done, progress.onboarding) == (0, started)
    assert ("internal.onboarding_started", started.id) in town.inbox("ada")
    assert ("internal.onboarding_buddy_assigned", started.id) in town.inbox("bob")


def test_days_count_from_a_moment_that_is_given(town: Any, plan: Any) -> None:
    since = town.clock() + 3 * DAY
    started = start(town, plan, since=since)
    assert [task.due_at for task in tasks(town, started)] == [since, since + 7 * DAY]


def test_progress_is_for_the_newcomer_the_buddy_and_people_partners(town: Any, plan: Any) -> None:
    started = start(town, plan)
    for reader in ("ada", "bob", "pat", SYSTEM):
        assert town.ask(reader, ReadOnboarding(started.id)).onboarding == started
        assert town.ask(reader, ListOnboardings()).items == (started,)
    task = tasks(town, started)[0]
    for outsider in ("cid", "stew", "owner"):
        assert town.ask(outsider, ListOnboardings()).items == ()
        with town.refused("runtime.not_found", NotFound):
            town.ask(outsider, ReadOnboarding(started.id))
        with town.refused("runtime.not_found", NotFound):
            town.do(outsider, TickOnboardingTask(task.id))
    town.do("pat", AssignBuddy(started.id, town.member("cid")))
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadOnboarding(started.id))
    assert town.ask("cid", ReadOnboarding(started.id)).onboarding.buddy == town.member("cid")


def test_newcomer_and_buddy_tick_until_all_is_done(town: Any, plan: Any) -> None:
    started = start(town, plan)
    first, second = tasks(town, started)
    assert town.emitted("ada", TickOnboardingTask(first.id)) == ["internal.onboarding_task_ticked"]
    assert town.emitted("ada", TickOnboardingTask(first.id)) == []
    assert town.emitted("bob", UntickOnboardingTask(first.id)) == ["internal.onboarding_task_ticked"]
    assert town.emitted("bob", UntickOnboardingTask(first.id)) == []
    with town.refused("internal.not_in_onboarding", Denied):
        town.do("pat", TickOnboardingTask(first.id))
    assert town.do("bob", TickOnboardingTask(second.id)).done_by == town.member("bob")
    town.clock.advance(3 * DAY)
    assert "internal.onboarding_ended" in town.emitted("ada", TickOnboardingTask(first.id))
    progress = town.ask("ada", ReadOnboarding(started.id))
    assert (progress.onboarding.state, progress.done) == (OnboardingState.FINISHED, 2)
    for command in (UntickOnboardingTask(first.id), DeclineBuddy(started.id)):
        with town.refused("internal.onboarding_over", Conflict):
            town.do("bob", command)
    assert town.ask("pat", ListOnboardings(state=OnboardingState.RUNNING)).items == ()
    assert len(town.ask("pat", ListOnboardings(state=OnboardingState.FINISHED)).items) == 1


def test_the_last_tasks_ticked_at_once_finish_it_once(town: Any, plan: Any) -> None:
    started = start(town, plan)
    first, second = tasks(town, started)
    town.at_once(
        lambda: town.do("ada", TickOnboardingTask(first.id)),
        lambda: town.do("bob", TickOnboardingTask(second.id)),
    )
    assert town.ask("ada", ReadOnboarding(started.id)).onboarding.state is OnboardingState.FINISHED


def test_who_keeps_onboardings_ends_one(town: Any, plan: Any) -> None:
    started = start(town, plan)
    with town.refused("internal.onboarding_running", Conflict):
        start(town, plan)
    assert town.do("pat", EndOnboarding(started.id)).state is OnboardingState.ENDED
    with town.refused("internal.onboarding_over", Conflict):
        town.do("pat", EndOnboarding(started.id))
    assert start(town, plan).state is OnboardingState.RUNNING


def test_of_many_at_once_one_onboarding_is_started(town: Any, plan: Any) -> None:
    ada = town.member("ada")
    outcomes = town.at_once(*[lambda: town.do("pat", StartOnboarding(ada, plan.id))] * 4)
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 3
    assert len(town.ask("pat", ListOnboardings()).items) == 1


def test_what_a_start_refuses(town: Any, plan: Any) -> None:
    ada, robot = town.member("ada"), town.do("stew", AddAgent(name="Robot", scopes=("posts.",))).id
    for wrong in (
        StartOnboarding(robot, plan.id),
        StartOnboarding(ada, plan.id, buddy=ada),
        StartOnboarding(ada, plan.id, buddy=robot),
        StartOnboarding(ada, plan.id, since=town.clock() - 800 * DAY),
    ):
        with town.refused("runtime.invalid", Invalid):
            town.do("pat", wrong)
    empty = town.do("pat", CreateOnboardingPlan("Empty"))
    with town.refused("internal.plan_without_tasks", Conflict):
        town.do("pat", StartOnboarding(ada, empty.id))
    town.do("bob", BlockMember(ada))
    started = start(town, plan)
    assert started.buddy == town.member("bob")
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", AssignBuddy(started.id, None))


def test_a_buddy_may_decline(town: Any, plan: Any) -> None:
    started = start(town, plan)
    for who in ("ada", "pat"):
        with town.refused("internal.not_the_buddy", Denied):
            town.do(who, DeclineBuddy(started.id))
    town.do("bob", DeclineBuddy(started.id))
    assert town.ask("ada", ReadOnboarding(started.id)).onboarding.buddy is None
    assert town.inbox("pat") == [(LOST, started.id)]
    assert town.inbox("stew") == []
    assert town.emitted("pat", AssignBuddy(started.id, None)) == []
    town.do("pat", AssignBuddy(started.id, town.member("cid")))
    assert town.inbox("cid") == [("internal.onboarding_buddy_assigned", started.id)]


@pytest.mark.parametrize("how", ["leaves", "banned", "erased"])
def test_a_buddy_who_goes_is_told_to_people_partners(town: Any, plan: Any, how: str) -> None:
    started = start(town, plan)
    go(town, "bob", how)
    assert town.ask("ada", ReadOnboarding(started.id)).onboarding.buddy is None
    assert town.inbox("pat") == [(LOST, started.id)]


@pytest.mark.parametrize("how", ["leaves", "banned"])
def test_the_onboarding_of_a_newcomer_who_goes_ends(town: Any, plan: Any, how: str) -> None:
    started = start(town, plan)
    go(town, "ada", how)
    assert town.ask("pat", ReadOnboarding(started.id)).onboarding.state is OnboardingState.ENDED


def test_nothing_is_left_of_a_newcomer_who_is_erased(town: Any, plan: Any) -> None:
    start(town, plan)
    go(town, "ada", "erased")
    assert town.ask("pat", ListOnboardings()).items == ()
    town.clock.advance(9 * DAY)
    town.kit.worker().drain()
    assert town.inbox("bob") == []


def go(town: Any, name: str, how: str) -> None:
    match how:
        case "leaves":
            town.do(name, LeaveCommunity())
        case "banned":
            town.do("stew", RestrictMember(town.member(name), "banned", reason="They broke the rules."))
        case _:
            with town.kit.session(SYSTEM) as lobby:
                lobby.do(ErasePerson(name))
            town.kit.worker().drain()


def test_onboardings_are_counted(town: Any, plan: Any) -> None:
    def finish(member: str, days: int) -> None:
        started = start(town, plan, member, None)
        town.clock.advance(days * DAY)
        for task in tasks(town, started):
            town.do(member, TickOnboardingTask(task.id))

    finish("ada", 2)
    finish("bob", 5)
    start(town, plan, "cid", None)
    town.do("pat", EndOnboarding(start(town, plan, "stew", None).id))
    numbers = town.ask("pat", CountOnboardings())
    assert (numbers.started, numbers.running, numbers.finished, numbers.ended) == (4, 1, 2, 1)
    assert (numbers.median_days, numbers.n) == (3.5, 2)
    assert town.ask("pat", CountOnboardings(within=6 * DAY)).started == 3
    for within in (timedelta(hours=1), 800 * DAY):
        with town.refused("runtime.invalid", Invalid):
            town.ask("pat", CountOnboardings(within=within))


ROWS = st.lists(st.tuples(st.sampled_from(OnboardingState), st.integers(0, 400)))


@given(ROWS)
def test_the_numbers_always_add_up(rows: list[tuple[OnboardingState, int]]) -> None:
    found = numbers_of(
        (state, START, None if state is OnboardingState.RUNNING else START + days * DAY)
        for state, days in rows
    )
    assert found.started == found.running + found.finished + found.ended == len(rows)
    finished = [days for state, days in rows if state is OnboardingState.FINISHED]
    assert (found.median_days, found.n) == (median(finished) if finished else None, len(finished))
