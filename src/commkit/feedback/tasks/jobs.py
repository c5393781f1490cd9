"""The reminder of a panel task that is due soon."""

from attrs import frozen

from commkit.feedback.feature import feedback
from commkit.feedback.panels import statements as panels_sql
from commkit.feedback.panels.records import Panel, PanelistState
from commkit.feedback.tasks import statements as sql
from commkit.feedback.tasks.records import PanelTask, PanelTaskId
from commkit.notifications import NotifyMembers
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class RemindPanelist(Command[None]):
    """Notify a panelist that a task is due soon, unless it was submitted; for the host only.

    Attributes:
        task: The task.
        member: The panelist.
    """

    permission = "feedback.notify"

    task: PanelTaskId
    member: MemberId


@feedback.handles(RemindPanelist)
def remind_panelist(context: Context, command: RemindPanelist) -> None:
    """Notify an accepted panelist of an open panel who has not submitted."""
    task = context.get(PanelTask, command.task)
    assignment = context.one(sql.ASSIGNMENT, task=task.id, member=command.member)
    panelist = context.one(panels_sql.ONE_PANELIST, panel=task.panel, member=command.member)
    if (
        assignment is None
        or assignment.submitted_at is not None
        or context.get(Panel, task.panel).closed_at is not None
    ):
        return
    if panelist is None or panelist.state is not PanelistState.ACCEPTED:
        return
    context.do(
        NotifyMembers(
            kind="feedback.panel_task_due", to=(command.member,), record="PanelTask", object=task.id
        )
    )
