"""Plans of onboardings: made by people partners, for a unit or a role, with tasks by day."""

from typing import Any

from commkit import Conflict, Denied, Invalid, NotFound
from commkit_internal import (
    AddPlanTask,
    CloseOnboardingPlan,
    CloseUnit,
    CreateOnboardingPlan,
    ListOnboardingPlans,
    ReadOnboardingPlan,
    RemovePlanTask,
    StartOnboarding,
)


def names(plans: Any) -> list[str]:
    return [plan.name for plan in plans]


def test_a_plan_has_tasks_by_day(town: Any) -> None:
    plan = town.do("pat", CreateOnboardingPlan("First weeks"))
    late = town.do("pat", AddPlanTask(plan.id, "Meet the others", "All of them.", day=30))
    first = town.do("pat", AddPlanTask(plan.id, "Get a key"))
    view = town.ask("pat", ReadOnboardingPlan(plan.id))
    assert (view.plan, view.tasks) == (plan, (first, late))
    town.do("pat", RemovePlanTask(late.id))
    assert town.ask("pat", ReadOnboardingPlan(plan.id)).tasks == (first,)
    with town.refused("runtime.not_found", NotFound):
        town.do("pat", RemovePlanTask(late.id))


def test_plans_fit_units_and_roles(town: Any) -> None:
    company = town.unit("Company")
    sales = town.unit("Sales", company.id)
    tech = town.unit("Tech", company.id)
    for name, fields in (
        ("For all", {}),
        ("For the company", {"unit": company.id}),
        ("For sales", {"unit": sales.id}),
        ("For tech", {"unit": tech.id}),
        ("For stewards", {"role": "steward"}),
        ("For sellers", {"role": "member", "unit": sales.id}),
    ):
        town.do("pat", CreateOnboardingPlan(name, **fields))
    town.place("ada", sales.id)
    town.place("stew", company.id)

    def fitting(name: str) -> list[str]:
        return names(town.ask("pat", ListOnboardingPlans(town.member(name))))

    assert fitting("ada") == ["For all", "For sales", "For sellers", "For the company"]
    assert fitting("stew") == ["For all", "For stewards", "For the company"]
    assert fitting("bob") == ["For all"]
    assert len(town.ask("pat", ListOnboardingPlans())) == 6


def test_a_closed_plan_stays_closed(town: Any) -> None:
    plan = town.do("pat", CreateOnboardingPlan("First weeks"))
    task = town.do("pat", AddPlanTask(plan.id, "Get a key"))
    closed = town.do("pat", CloseOnboardingPlan(plan.id))
    assert closed.closed_at == town.clock()
    assert town.do("pat", CloseOnboardingPlan(plan.id)) == closed
    assert town.ask("pat", ListOnboardingPlans()) == ()
    for command in (
        AddPlanTask(plan.id, "Another"),
        RemovePlanTask(task.id),
        StartOnboarding(town.member("ada"), plan.id),
    ):
        with town.refused("internal.plan_closed", Conflict):
            town.do("pat", command)


def test_what_plans_refuse(town: Any) -> None:
    unit = town.unit("Company")
    town.do("pat", CloseUnit(unit.id))
    with town.refused("internal.unit_closed", Conflict):
        town.do("pat", CreateOnboardingPlan("Late", unit=unit.id))
    plan = town.do("pat", CreateOnboardingPlan("First weeks", role="people_partner"))
    for wrong in (
        CreateOnboardingPlan("Wrong", role="pirate"),
        AddPlanTask(plan.id, "Too early", day=-1),
        AddPlanTask(plan.id, "Too late", day=367),
    ):
        with town.refused("runtime.invalid", Invalid):
            town.do("pat", wrong)
    for _ in range(50):
        town.do("pat", AddPlanTask(plan.id, "One of many"))
    with town.refused("internal.too_many_tasks", Conflict):
        town.do("pat", AddPlanTask(plan.id, "One too many"))
    for who in ("ada", "stew"):
        with town.refused("runtime.not_permitted", Denied):
            town.ask(who, ReadOnboardingPlan(plan.id))
