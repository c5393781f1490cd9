"""The records of findings of panelists."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.feedback.panels.records import PanelId
from commkit.feedback.tasks.records import PanelTaskId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.texts import Text

FindingId = NewType("FindingId", UUID)
"""The id of a finding."""


class FindingSeverity(StrEnum):
    """The severity of a finding."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


@frozen(kw_only=True)
class FindingDraft:
    """A finding to be submitted.

    Attributes:
        title: One line.
        body: The text, at most 20,000 characters.
        severity: Its severity.
    """

    title: Annotated[str, Text(max=300, multiline=False)]
    body: Annotated[str, Text(max=20_000, min=0)] = ""
    severity: FindingSeverity = FindingSeverity.MINOR


@frozen
class Finding:
    """A finding of a panelist.

    Attributes:
        id: Its id.
        panel: The panel.
        task: The task.
        member: Its author; None once the account was erased.
        submission: The number of its submission in the panel, from 1.
        title: One line.
        body: The text, as Markdown.
        severity: Its severity.
        duplicate_of: The earlier finding it duplicates; None for a new one.
        at: When it was submitted.
    """

    id: FindingId
    panel: PanelId
    task: PanelTaskId
    member: MemberId | None
    submission: int
    title: str
    body: str
    severity: FindingSeverity
    duplicate_of: FindingId | None
    at: datetime
