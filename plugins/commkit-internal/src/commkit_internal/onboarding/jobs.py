"""The worker's command of onboardings."""

from attrs import frozen

from commkit import Command, Context
from commkit_internal.onboarding import statements as sql
from commkit_internal.onboarding.facts import OnboardingTaskDue
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.records import OnboardingTaskId


@frozen
class RemindNewcomer(Command[bool]):
    """Remind of a task of an onboarding that is due and not done, once; sent as `SYSTEM`.

    Returns:
        Whether somebody is reminded.
    """

    permission = "internal.remind_newcomer"

    task: OnboardingTaskId


@onboarding_feature.handles(RemindNewcomer)
def remind_newcomer(context: Context, command: RemindNewcomer) -> bool:
    """Of several workers the one that marks the task emits the fact."""
    found = context.one(sql.TO_REMIND, id=command.task, at=context.now)
    if found is None or not context.run(sql.REMIND, id=command.task, at=context.now):
        return False
    onboarding, member = found
    context.emit(OnboardingTaskDue(task=command.task, onboarding=onboarding, member=member))
    return True
