"""How plans are made and closed."""

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.plans import statements as sql
from commkit_internal.onboarding.plans.messages import (
    AddPlanTask,
    CloseOnboardingPlan,
    CreateOnboardingPlan,
    RemovePlanTask,
)
from commkit_internal.onboarding.plans.records import (
    OnboardingPlan,
    OnboardingPlanId,
    PlanTask,
    PlanTaskId,
)
from commkit_internal.onboarding.policy import MAX_DAY, MAX_TASKS
from commkit_internal.policy import KEEPER, MEMBER, OWNER, STEWARD
from commkit_internal.units.policy import check_open
from commkit_internal.units.records import Unit


@onboarding_feature.loads(OnboardingPlan)
def fetch_plan(context: Context, id: OnboardingPlanId) -> OnboardingPlan | None:
    """A plan, for those who keep onboardings."""
    return context.one(sql.ONE, id=id) if context.can(KEEPER) else None


@onboarding_feature.loads(PlanTask)
def fetch_plan_task(context: Context, id: PlanTaskId) -> PlanTask | None:
    """A task of a plan, for those who keep onboardings."""
    return context.one(sql.ONE_TASK, id=id) if context.can(KEEPER) else None


@onboarding_feature.handles(CreateOnboardingPlan)
def create_plan(context: Context, command: CreateOnboardingPlan) -> OnboardingPlan:
    """Check the unit and the role."""
    if command.unit is not None:
        check_open(context.get(Unit, command.unit))
    known = {MEMBER, STEWARD, OWNER, *context.community_type.roles}
    if command.role and command.role not in known:
        raise Invalid.field("role", "unknown", f"give one of {', '.join(sorted(known))}")
    made = OnboardingPlan(
        id=OnboardingPlanId(context.new_id()),
        name=command.name,
        unit=command.unit,
        role=command.role,
        created_at=context.now,
        closed_at=None,
    )
    context.run(sql.ADD, made)
    return made


@onboarding_feature.handles(AddPlanTask)
def add_plan_task(context: Context, command: AddPlanTask) -> PlanTask:
    """Lock the plan, so that each task sees the ones before it."""
    if not 0 <= command.day <= MAX_DAY:
        raise Invalid.field("day", "out_of_range", f"give 0 to {MAX_DAY}")
    plan = locked_plan(context, command.plan)
    ((count,),) = context.rows(sql.COUNT_TASKS, plan=plan.id)
    if count >= MAX_TASKS:
        raise Conflict("internal.too_many_tasks", f"a plan has {MAX_TASKS} tasks at most; remove one first")
    made = PlanTask(PlanTaskId(context.new_id()), plan.id, command.day, command.title, command.text)
    context.run(sql.ADD_TASK, made)
    return made


@onboarding_feature.handles(RemovePlanTask)
def remove_plan_task(context: Context, command: RemovePlanTask) -> None:
    """Delete it."""
    task = context.get(PlanTask, command.task)
    locked_plan(context, task.plan)
    context.run(sql.DELETE_TASK, id=task.id)


@onboarding_feature.handles(CloseOnboardingPlan)
def close_plan(context: Context, command: CloseOnboardingPlan) -> OnboardingPlan:
    """Mark it as closed."""
    before = context.get(OnboardingPlan, command.plan)
    if not context.run(sql.CLOSE, id=before.id, at=context.now):
        return context.get(OnboardingPlan, command.plan)
    return evolve(before, closed_at=context.now)


def locked_plan(context: Context, id: OnboardingPlanId) -> OnboardingPlan:
    """A plan that stays open, and as it is, until the commit.

    Raises:
        NotFound: There is no such plan.
        Conflict: It was closed.
    """
    plan = context.get(OnboardingPlan, id)
    locked = context.one(sql.LOCK, id=plan.id)
    if locked is None or locked[0] is not None:
        raise Conflict("internal.plan_closed", "this plan was closed; choose or create another one")
    return plan
