"""The records of panel tasks and their assignments."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.feedback.panels.records import PanelId
from commkit.runtime.model.ids import MemberId

PanelTaskId = NewType("PanelTaskId", UUID)
"""The id of a task of a panel."""


@frozen
class PanelTask:
    """A task for panelists: something to test.

    Attributes:
        id: Its id.
        panel: The panel.
        title: One line.
        instructions: What to do.
        due_at: When it is due.
        incentive: What every panelist who submits is promised; empty for nothing.
        created_at: When it was created.
    """

    id: PanelTaskId
    panel: PanelId
    title: str
    instructions: str
    due_at: datetime
    incentive: str
    created_at: datetime


@frozen
class PanelTaskAssignment:
    """The assignment of a task to a panelist.

    Attributes:
        task: The task.
        member: The panelist.
        assigned_at: When it was assigned.
        due_at: When it is due.
        submitted_at: When the findings were submitted; None before.
        findings: Number of findings submitted.
    """

    task: PanelTaskId
    member: MemberId
    assigned_at: datetime
    due_at: datetime
    submitted_at: datetime | None
    findings: int


@frozen
class SkippedPanelist:
    """A member to whom a task was not assigned.

    Attributes:
        member: The member.
        reason: `not_accepted`: no accepted panelist. `paused`: without the current consent. `already_assigned`.
            `task_limit_reached`: as many tasks were assigned recently as one member may get.
    """

    member: MemberId
    reason: str


@frozen
class PanelTaskAssignmentResult:
    """The result of assigning a task.

    Attributes:
        task: The task.
        assigned: The members to whom it was assigned.
        skipped: The other members, each with the reason.
    """

    task: PanelTaskId
    assigned: tuple[MemberId, ...]
    skipped: tuple[SkippedPanelist, ...]
