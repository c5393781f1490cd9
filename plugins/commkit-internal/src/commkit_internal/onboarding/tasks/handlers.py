"""How tasks of onboardings are ticked."""

from attrs import evolve

from commkit import Context, Denied
from commkit.storage import NOBODY
from commkit_internal.onboarding import statements as sql
from commkit_internal.onboarding.facts import OnboardingTaskTicked
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.handlers import end, locked_onboarding
from commkit_internal.onboarding.messages import TickOnboardingTask, UntickOnboardingTask
from commkit_internal.onboarding.records import (
    Onboarding,
    OnboardingState,
    OnboardingTask,
    OnboardingTaskId,
)
from commkit_internal.policy import KEEPER


@onboarding_feature.loads(OnboardingTask, owner=lambda task: task.member)
def fetch_onboarding_task(context: Context, id: OnboardingTaskId) -> OnboardingTask | None:
    """A task, for those who see its onboarding."""
    return context.one(sql.ONE_TASK, id=id, me=context.member_or_none or NOBODY, keeps=context.can(KEEPER))


@onboarding_feature.handles(TickOnboardingTask)
def tick_task(context: Context, command: TickOnboardingTask) -> OnboardingTask:
    """Mark it as done; where no task is left the onboarding is finished."""
    task = context.get(OnboardingTask, command.task)
    onboarding = _taken_part_in(context, task)
    if not context.run(sql.TICK, id=task.id, at=context.now, by=context.member):
        return context.get(OnboardingTask, task.id)
    _emit(context, task, done=True)
    if not context.rows(sql.IS_ANY_OPEN, onboarding=onboarding.id)[0][0]:
        end(context, onboarding, OnboardingState.FINISHED)
    return evolve(task, done_at=context.now, done_by=context.member)


@onboarding_feature.handles(UntickOnboardingTask)
def untick_task(context: Context, command: UntickOnboardingTask) -> OnboardingTask:
    """Mark it as not done."""
    task = context.get(OnboardingTask, command.task)
    _taken_part_in(context, task)
    if context.run(sql.UNTICK, id=task.id):
        _emit(context, task, done=False)
    return evolve(task, done_at=None, done_by=None)


def _emit(context: Context, task: OnboardingTask, *, done: bool) -> None:
    context.emit(
        OnboardingTaskTicked(task=task.id, onboarding=task.onboarding, member=task.member, done=done)
    )


def _taken_part_in(context: Context, task: OnboardingTask) -> Onboarding:
    """The running onboarding of a task, locked, if the actor is its newcomer or its buddy."""
    onboarding = locked_onboarding(context, task.onboarding)
    if context.member_or_none not in {onboarding.member, onboarding.buddy} - {None}:
        raise Denied("internal.not_in_onboarding", "the newcomer and the buddy tick tasks; ask one of them")
    return onboarding
