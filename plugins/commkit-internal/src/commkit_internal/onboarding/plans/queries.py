"""How plans are read."""

from commkit import Context
from commkit.members import Membership
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.plans import statements as sql
from commkit_internal.onboarding.plans.messages import ListOnboardingPlans, ReadOnboardingPlan
from commkit_internal.onboarding.plans.records import OnboardingPlan, OnboardingPlanView
from commkit_internal.units import statements as unit_sql
from commkit_internal.units.placements import statements as placement_sql


@onboarding_feature.handles(ReadOnboardingPlan)
def read_plan(context: Context, query: ReadOnboardingPlan) -> OnboardingPlanView:
    """Load the plan, then its tasks."""
    plan = context.get(OnboardingPlan, query.plan)
    return OnboardingPlanView(plan, tuple(context.rows(sql.TASKS, plan=plan.id)))


@onboarding_feature.handles(ListOnboardingPlans)
def list_plans(context: Context, query: ListOnboardingPlans) -> tuple[OnboardingPlan, ...]:
    """One statement; for a member three more: themselves, their placement and the units above it."""
    if query.member is None:
        return tuple(context.rows(sql.OPEN))
    member = context.get(Membership, query.member)
    placed = context.one(placement_sql.CURRENT, member=member.id)
    chain = context.rows(unit_sql.CHAIN, id=placed.unit) if placed is not None else ()
    return tuple(context.rows(sql.FITTING, role=member.role, units=[unit.id for unit in chain]))
