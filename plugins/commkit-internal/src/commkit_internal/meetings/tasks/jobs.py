"""The worker's command of tasks."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Context, MemberId
from commkit.storage import schedule_command
from commkit_absences import absent_until
from commkit_internal.meetings.facts import MeetingTaskDue
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.tasks import statements as sql
from commkit_internal.meetings.tasks.records import MeetingTaskId, MeetingTaskState


@frozen
class RemindOfTask(Command[bool]):
    """Remind the owner of an open task, once of each: that it is due soon, and that it is overdue; sent as `SYSTEM`.

    Who is out of office is reminded when they are back.

    Attributes:
        task: The task.
        owner: Who had it when this was scheduled; where another one has it by now, nothing is done.
        due_at: When it was due then, likewise.
        overdue: Whether it is about being overdue.

    Returns:
        Whether they are reminded.
    """

    permission = "internal.remind_of_task"

    task: MeetingTaskId
    owner: MemberId
    due_at: datetime
    overdue: bool = field(default=False, kw_only=True)


@meeting_feature.handles(RemindOfTask)
def remind_of_task(context: Context, command: RemindOfTask) -> bool:
    """Lock the task, so that it is not done meanwhile; of several workers one marks it."""
    task = context.one(sql.LOCK, id=command.task)
    if task is None or task.state is not MeetingTaskState.OPEN:
        return False
    if (task.owner, task.due_at) != (command.owner, command.due_at):
        return False
    if command.overdue is (context.now < task.due_at):
        return False  # it is not overdue yet; or it is, and then that is what is told
    absence = absent_until(context, command.owner)
    if absence is not None:
        schedule_command(context, command, at=absence.until, as_system=True)
        return False
    mark = sql.SET_OVERDUE_TOLD if command.overdue else sql.SET_REMINDED
    if not context.run(mark, id=task.id, now=context.now):
        return False
    context.emit(
        MeetingTaskDue(task=task.id, minutes=task.minutes, owner=command.owner, overdue=command.overdue)
    )
    return True
