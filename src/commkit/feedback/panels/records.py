"""What a test panel is, as records."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.validation import Text

PanelId = NewType("PanelId", UUID)
"""The id of a test panel."""
PanelTaskId = NewType("PanelTaskId", UUID)
"""The id of a task of a panel."""
FindingId = NewType("FindingId", UUID)
"""The id of a finding."""
IncentiveId = NewType("IncentiveId", UUID)
"""The id of a promised incentive."""

Label = Annotated[str, Text(max=200, lines=False)]


class PanelistState(StrEnum):
    """What became of an application."""

    ACCEPTED = "accepted"
    SCREENED_OUT = "screened_out"
    LEFT = "left"


class FindingSeverity(StrEnum):
    """How bad a finding is."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


@frozen(kw_only=True)
class ScreeningQuestionDraft:
    """A question to applicants, as who makes a panel writes it.

    Attributes:
        prompt: The question.
        options: What can be chosen, 2 to 50.
        accepted_options: The places of the options, 1 upwards, with which an applicant is accepted.
    """

    prompt: Annotated[str, Text(max=1_000)]
    options: tuple[Label, ...]
    accepted_options: tuple[int, ...]


@frozen(kw_only=True)
class FindingDraft:
    """A finding, as a panelist writes it.

    Attributes:
        title: One line.
        body: The text, at most 20,000 characters.
        severity: How bad it is.
    """

    title: Annotated[str, Text(max=300, lines=False)]
    body: Annotated[str, Text(max=20_000, min=0)] = ""
    severity: FindingSeverity = FindingSeverity.MINOR


@frozen
class ScreeningQuestion:
    """A question to those who apply for a panel.

    Attributes:
        number: Its place, 1 upwards.
        prompt: The question.
        options: What can be chosen; an answer names it by its place, 1 upwards.
        accepted_options: With which options one is accepted; told to who runs panels only.
    """

    number: int
    prompt: str
    options: tuple[str, ...]
    accepted_options: tuple[int, ...]


@frozen
class Panel:
    """Members who test a product.

    Attributes:
        id: Its id.
        title: What it is called.
        description: What is tested, how, and for whom.
        consent_version: The consent that panelists must have given; 1 at first.
        run_length: Submissions in a row without a new finding after which it is saturated.
        created_at: When it was made.
        closed_at: When it was closed.
        saturated_at: Since when it asks for nothing more, because nothing new was found.
        submission_count: Submissions so far.
    """

    id: PanelId
    title: str
    description: str
    consent_version: int
    run_length: int
    created_at: datetime
    closed_at: datetime | None
    saturated_at: datetime | None
    submission_count: int


@frozen
class PanelConsent:
    """What panelists agree to.

    Attributes:
        panel: Of which panel.
        version: 1 upwards.
        text: The words.
        at: When they were set.
    """

    panel: PanelId
    version: int
    text: str
    at: datetime


@frozen
class Panelist:
    """A member's part in a panel.

    Attributes:
        panel: Which.
        member: Who.
        state: What became of the application.
        consent_version: To which consent they agreed.
        consented_at: When.
        applied_at: When they applied.
        active: Whether they can be given tasks: accepted, and agreed to the present consent.
    """

    panel: PanelId
    member: MemberId
    state: PanelistState
    consent_version: int
    consented_at: datetime
    applied_at: datetime
    active: bool


@frozen
class PanelTask:
    """Something to test.

    Attributes:
        id: Its id.
        panel: Of which panel.
        title: One line.
        instructions: What to do.
        due_at: Until when.
        incentive: What who submits is promised; empty for nothing.
        created_at: When it was made.
    """

    id: PanelTaskId
    panel: PanelId
    title: str
    instructions: str
    due_at: datetime
    incentive: str
    created_at: datetime


@frozen
class TaskAssignment:
    """A task in the hands of a panelist.

    Attributes:
        task: Which.
        member: Whose.
        assigned_at: When they got it.
        due_at: Until when.
        submitted_at: When they submitted what they found; None while they test.
        findings: How many findings they submitted.
    """

    task: PanelTaskId
    member: MemberId
    assigned_at: datetime
    due_at: datetime
    submitted_at: datetime | None
    findings: int


@frozen
class SkippedPanelist:
    """Somebody who was not given a task.

    Attributes:
        member: Who.
        reason: `not_accepted`; `paused`, until they agree to the present consent; `already_assigned`; `task_limit_reached`, because they were
            given as many tasks lately as one member should get.
    """

    member: MemberId
    reason: str


@frozen
class TaskAssignmentResult:
    """Who was given a task.

    Attributes:
        task: Which.
        assigned: Who got it.
        skipped: Who did not, and why.
    """

    task: PanelTaskId
    assigned: tuple[MemberId, ...]
    skipped: tuple[SkippedPanelist, ...]


@frozen
class Finding:
    """Something a panelist found.

    Attributes:
        id: Its id.
        panel: In which panel.
        task: In which task.
        member: Who found it; None once they are gone.
        submission: The number of the submission, in the order of the panel.
        title: One line.
        body: The text, as Markdown.
        severity: How bad it is.
        duplicate_of: The finding that was made before; None where it is new.
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


@frozen
class Incentive:
    """What a panelist was promised.

    Attributes:
        id: Its id.
        panel: In which panel.
        task: For which task; None where it was promised by hand.
        member: To whom.
        description: What.
        promised_at: When.
        fulfilled_at: When it was given; None while it is owed.
    """

    id: IncentiveId
    panel: PanelId
    task: PanelTaskId | None
    member: MemberId
    description: str
    promised_at: datetime
    fulfilled_at: datetime | None


@frozen
class SaturationPoint:
    """How many new findings a submission brought.

    Attributes:
        submission: Its number.
        new: New findings in it.
        total: New findings up to it.
    """

    submission: int
    new: int
    total: int


@frozen(kw_only=True)
class PanelMetrics:
    """How a panel goes.

    Attributes:
        applicants: Members who applied.
        accepted: Those who were accepted and have not left.
        active: Those of them who agreed to the present consent.
        paused: Those of them who did not yet.
        assigned: Tasks given to panelists.
        submitted: Those that came back.
        overdue: Those that did not, and are due.
        completion_rate: Submitted of given, 0 to 1; None where none was given.
        findings: All findings.
        new_findings: Those that repeat no other one.
        saturation_curve: New findings, submission by submission: the first 10,000.
        saturated_at: Since when it is saturated.
        incentives_owed: Incentives that were promised and not given yet.
        incentives_fulfilled: Incentives that were given.
    """

    applicants: int
    accepted: int
    active: int
    paused: int
    assigned: int
    submitted: int
    overdue: int
    completion_rate: float | None
    findings: int
    new_findings: int
    saturation_curve: tuple[SaturationPoint, ...]
    saturated_at: datetime | None
    incentives_owed: int
    incentives_fulfilled: int
