"""The records of test panels, their panelists and consents."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

PanelId = NewType("PanelId", UUID)
"""The id of a test panel."""

Label = Annotated[str, Text(max=200, multiline=False)]


class PanelistState(StrEnum):
    """The state of an application."""

    ACCEPTED = "accepted"
    SCREENED_OUT = "screened_out"
    LEFT = "left"


@frozen(kw_only=True)
class ScreeningQuestionDraft:
    """A screening question of a panel to be created.

    Attributes:
        prompt: The question.
        options: 2 to 50 different options.
        accepted_options: Positions of the options, from 1, with which an applicant is accepted.
    """

    prompt: Annotated[str, Text(max=1_000)]
    options: tuple[Label, ...]
    accepted_options: tuple[int, ...]


@frozen
class ScreeningQuestion:
    """A question to applicants of a panel.

    Attributes:
        number: Its position, from 1.
        prompt: The question.
        options: The options; an answer refers to one by its position, from 1.
        accepted_options: Positions with which an applicant is accepted; empty for everybody but who manages panels.
    """

    number: int
    prompt: str
    options: tuple[str, ...]
    accepted_options: tuple[int, ...]


@frozen
class Panel:
    """A test panel: members who test a product.

    Attributes:
        id: Its id.
        title: Its title.
        description: What is tested, how, and who should apply.
        consent_version: The current version of the consent, from 1.
        run_length: Submissions in a row without a new finding after which it is saturated.
        created_at: When it was created.
        closed_at: When it was closed.
        saturated_at: When it became saturated; None while new findings are expected.
        submission_count: Submissions so far.
        space: The space that it stands in; None for none.
        audience: The group that sees it, as it sees the space; None for all who see the community.
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
    space: SpaceId | None = None
    audience: GroupId | None = None


@frozen
class PanelConsent:
    """A version of the consent that panelists accept.

    Attributes:
        panel: The panel.
        version: The version, from 1.
        text: The full text.
        at: When it was set.
    """

    panel: PanelId
    version: int
    text: str
    at: datetime


@frozen
class Panelist:
    """A member's participation in a panel.

    Attributes:
        panel: The panel.
        member: The member.
        state: The state of the application.
        consent_version: The version of the consent they accepted.
        consented_at: When they accepted it.
        applied_at: When they applied.
        active: Whether tasks can be assigned to them: accepted, and with the current consent.
    """

    panel: PanelId
    member: MemberId
    state: PanelistState
    consent_version: int
    consented_at: datetime
    applied_at: datetime
    active: bool


@frozen
class SaturationPoint:
    """One point of a saturation curve.

    Attributes:
        submission: The number of the submission in its panel, from 1.
        new: New findings in it.
        total: New findings up to and including it.
    """

    submission: int
    new: int
    total: int


@frozen(kw_only=True)
class PanelMetrics:
    """Metrics of a panel.

    Attributes:
        applicants: Members who applied.
        accepted: Accepted panelists who have not left.
        active: Those of them with the current consent.
        paused: Those of them without the current consent.
        assigned: Task assignments.
        submitted: Assignments that were submitted.
        overdue: Assignments that were not submitted and are past their due time.
        completion_rate: `submitted / assigned`, 0 to 1; None without assignments.
        findings: All findings.
        new_findings: Findings that are no duplicates.
        saturation_curve: New findings by submission, of the first 10,000 submissions.
        saturated_at: When it became saturated; None while new findings are expected.
        incentives_owed: Incentives that were promised and not fulfilled yet.
        incentives_fulfilled: Incentives that were fulfilled.
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
