"""The commands and queries of panel tasks."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit.feedback.panels.messages import LongText, Title
from commkit.feedback.panels.records import PanelId
from commkit.feedback.tasks.records import (
    PanelTask,
    PanelTaskAssignment,
    PanelTaskAssignmentResult,
    PanelTaskId,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class CreatePanelTask(TextCommand[PanelTask]):
    """Create a task for panelists of a panel.

    Attributes:
        panel: The panel.
        title: One line.
        instructions: What to do.
        due_at: When it is due; in the future.
        incentive: What every panelist who submits is promised; empty for nothing.

    Raises:
        Invalid: The due time is not in the future.
        Conflict: The panel is closed.
    """

    permission = "feedback.manage_panels"
    creates = True
    shown = ("title", "instructions", "incentive")
    personal = ()

    panel: PanelId
    title: Title
    instructions: LongText
    due_at: datetime
    incentive: Annotated[str, Text(max=300, min=0, multiline=False)] = ""


@frozen
class AssignPanelTask(Command[PanelTaskAssignmentResult]):
    """Assign a task to panelists; members who cannot get it are skipped, with the reason.

    No member gets more than `max_tasks_per_member` tasks in any `fatigue_period`, counted over all panels.

    Attributes:
        task: The task.
        members: The members, 1 to 100.

    Raises:
        Conflict: The panel is closed or saturated, or the task is due.
        Invalid: There are more than 100 members, or none.
    """

    permission = "feedback.manage_panels"

    task: PanelTaskId
    members: tuple[MemberId, ...]


@frozen(kw_only=True)
class ListMyPanelTasks(Query[Page[PanelTaskAssignment]]):
    """The task assignments of the actor, newest first.

    Attributes:
        after: The `next` of the previous page.
        limit: Tasks on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadPanelTask(Query[PanelTask]):
    """One task, for panelists it was assigned to and for members who manage panels."""

    permission = "feedback.join_panels"
    task: PanelTaskId
