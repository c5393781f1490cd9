"""The facts of panel tasks."""

from attrs import frozen

from commkit.feedback.panels.records import PanelId
from commkit.feedback.tasks.records import PanelTaskId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PanelTaskAssigned(Fact):
    """A task was assigned to a panelist."""

    name = "feedback.panel_task_assigned"
    visible_to = "feedback.join_panels"
    panel: PanelId
    task: PanelTaskId
    member: MemberId
