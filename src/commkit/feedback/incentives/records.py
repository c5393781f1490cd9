"""The record of an incentive that a panelist was promised."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.feedback.panels.records import PanelId
from commkit.feedback.tasks.records import PanelTaskId
from commkit.runtime.model.ids import MemberId

IncentiveId = NewType("IncentiveId", UUID)
"""The id of a promised incentive."""


@frozen
class Incentive:
    """An incentive that a panelist was promised.

    Attributes:
        id: Its id.
        panel: The panel.
        task: The task that promised it; None if a member who manages panels did.
        member: The panelist.
        description: What was promised.
        promised_at: When it was promised.
        fulfilled_at: When it was fulfilled; None while it is owed.
    """

    id: IncentiveId
    panel: PanelId
    task: PanelTaskId | None
    member: MemberId
    description: str
    promised_at: datetime
    fulfilled_at: datetime | None
