"""The statements of plans."""

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, statement
from commkit_internal.onboarding.plans.records import OnboardingPlan, PlanTask
from commkit_internal.tables import onboarding_plan as plan
from commkit_internal.tables import onboarding_plan_task as task

_PLANS_HERE = plan.c.community_id == bindparam("community_id")
_TASKS_HERE = task.c.community_id == bindparam("community_id")
_ID = bindparam("id", type_=Id)
_PLAN_COLUMNS = tuple(plan.c[name] for name in OnboardingPlan.__annotations__)
_TASK_COLUMNS = tuple(task.c[name] for name in PlanTask.__annotations__)
_OPEN = (
    select(*_PLAN_COLUMNS)
    .where(_PLANS_HERE, plan.c.closed_at.is_(None))
    .order_by(plan.c.name, plan.c.id)
    .limit(500)
)

ADD = statement(lambda: insert(plan))
ONE = statement(lambda: select(*_PLAN_COLUMNS).where(_PLANS_HERE, plan.c.id == _ID), into=OnboardingPlan)
LOCK = statement(lambda: select(plan.c.closed_at).where(_PLANS_HERE, plan.c.id == _ID).with_for_update())
"""Locks a plan until the commit: its tasks are added and copied one after the other."""
CLOSE = statement(
    lambda: (
        update(plan)
        .values(closed_at=bindparam("at", type_=UtcDateTime))
        .where(_PLANS_HERE, plan.c.id == _ID, plan.c.closed_at.is_(None))
    )
)
OPEN = statement(lambda: _OPEN, into=OnboardingPlan)
FITTING = statement(
    lambda: _OPEN.where(
        or_(plan.c.role == "", plan.c.role == bindparam("role")),
        or_(plan.c.unit.is_(None), plan.c.unit.in_(bindparam("units", expanding=True, type_=Id))),
    ),
    into=OnboardingPlan,
)
"""The open plans for a role and for some units, or for any."""

ADD_TASK = statement(lambda: insert(task))
ONE_TASK = statement(lambda: select(*_TASK_COLUMNS).where(_TASKS_HERE, task.c.id == _ID), into=PlanTask)
DELETE_TASK = statement(lambda: delete(task).where(_TASKS_HERE, task.c.id == _ID))
_OF_PLAN = _TASKS_HERE & (task.c.plan == bindparam("plan", type_=Id))
COUNT_TASKS = statement(lambda: select(func.count()).select_from(task).where(_OF_PLAN))
TASKS = statement(
    lambda: select(*_TASK_COLUMNS).where(_OF_PLAN).order_by(task.c.day, task.c.id), into=PlanTask
)
