"""What can be done with test panels; what can be asked of them is in `queries`."""

from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from commkit.feedback.panels.records import (
    Finding,
    FindingDraft,
    FindingId,
    Incentive,
    IncentiveId,
    Panel,
    PanelConsent,
    PanelId,
    Panelist,
    PanelTask,
    PanelTaskId,
    ScreeningQuestionDraft,
    TaskAssignment,
    TaskAssignmentResult,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.validation import Text

Title = Annotated[str, Text(max=200, lines=False)]
Words = Annotated[str, Text(max=20_000)]
Promise = Annotated[str, Text(max=300, lines=False)]

# --- who runs a panel ---


@frozen(kw_only=True)
class CreatePanel(Command[Panel]):
    """Make a test panel.

    Attributes:
        title: What it is called.
        description: What is tested, how, and for whom.
        consent: What panelists agree to, in full.
        screening: Questions that decide who is accepted; at most 20.
        run_length: Submissions in a row without a new finding after which it is saturated; the community's setting
            where it is left out.

    Raises:
        Invalid: A question is malformed, or the run length is out of range.
    """

    permission = "feedback.manage_panels"
    personal = ()

    title: Title
    description: Words
    consent: Words
    screening: tuple[ScreeningQuestionDraft, ...] = ()
    run_length: int | None = None


@frozen
class ClosePanel(Command[Panel]):
    """End a panel: nobody applies, no task is given.

    Raises:
        Conflict: It is closed already.
    """

    permission = "feedback.manage_panels"
    panel: PanelId


@frozen
class ResumePanel(Command[Panel]):
    """Go on with a saturated panel; the submissions so far no longer count towards saturation.

    Raises:
        Conflict: It is not saturated, or it is closed.
    """

    permission = "feedback.manage_panels"
    panel: PanelId


@frozen(kw_only=True)
class UpdatePanelConsent(Command[PanelConsent]):
    """Set what panelists agree to anew; those who agreed to an earlier version pause until they agree again.

    Attributes:
        panel: Which.
        version: The version that was seen.
        text: What they agree to from now on, in full.

    Raises:
        Conflict: Somebody else changed it since.
    """

    permission = "feedback.manage_panels"
    personal = ()

    panel: PanelId
    version: int
    text: Words


@frozen(kw_only=True)
class CreateTask(Command[PanelTask]):
    """Write a task for the panelists of a panel.

    Attributes:
        panel: Of which panel.
        title: One line.
        instructions: What to do.
        due_at: Until when; in the future.
        incentive: What everybody who submits is promised.

    Raises:
        Invalid: It would be due already.
        Conflict: The panel is closed.
    """

    permission = "feedback.manage_panels"
    personal = ()

    panel: PanelId
    title: Title
    instructions: Words
    due_at: datetime
    incentive: Annotated[str, Text(max=300, min=0, lines=False)] = ""


@frozen
class AssignTask(Command[TaskAssignmentResult]):
    """Give a task to panelists; who cannot have it is passed over, with the reason.

    No member is given more than `max_tasks_per_member` tasks in any `fatigue_period`, counted over all panels.

    Attributes:
        task: Which.
        members: To whom, at most 100.

    Raises:
        Conflict: The panel is closed or saturated, or the task is due.
        Invalid: There are more than 100 members, or none.
    """

    permission = "feedback.manage_panels"

    task: PanelTaskId
    members: tuple[MemberId, ...]


@frozen
class MarkDuplicateFinding(Command[Finding]):
    """Say that a finding is not new.

    Attributes:
        finding: Which.
        original: The finding that was made before.

    Raises:
        Conflict: It repeats another one already, or is the earlier of the two, or they are of different panels.
    """

    permission = "feedback.manage_panels"

    finding: FindingId
    original: FindingId


@frozen(kw_only=True)
class PromiseIncentive(Command[Incentive]):
    """Record what a panelist was promised, beyond what a task promises.

    Raises:
        NotFound: There is no such panelist in this panel.
    """

    permission = "feedback.manage_panels"
    personal = ("description",)

    panel: PanelId
    member: MemberId
    description: Promise


@frozen
class FulfillIncentive(Command[Incentive]):
    """Record that a promise was kept.

    Raises:
        Conflict: It was kept already.
    """

    permission = "feedback.manage_panels"
    incentive: IncentiveId


# --- panelists ---


@frozen(kw_only=True)
class ApplyToPanel(Command[Panelist]):
    """Apply for a panel; the answers to the screening questions decide at once.

    Attributes:
        panel: Which.
        answers: The place of the chosen option, for each screening question in order.
        consent_version: The version of the consent that the applicant has read and agrees to.

    Raises:
        Conflict: They applied already, the panel is closed, or the consent was changed.
        Invalid: The answers do not fit the questions.
    """

    permission = "feedback.join_panels"

    panel: PanelId
    answers: tuple[int, ...] = ()
    consent_version: int


@frozen
class AcceptPanelConsent(Command[Panelist]):
    """Agree to the present consent of a panel.

    Raises:
        Conflict: The version is not the present one, or the actor is no panelist of it.
    """

    permission = "feedback.join_panels"

    panel: PanelId
    version: int


@frozen
class LeavePanel(Command[Panelist]):
    """Stop testing, and take the consent back; one may apply again.

    Raises:
        Conflict: The actor is no panelist of it.
    """

    permission = "feedback.join_panels"
    panel: PanelId


@frozen
class SubmitFindings(Command[TaskAssignment]):
    """Hand in what was found in a task; once. Nothing found is a result too.

    Raises:
        Conflict: It was handed in already, was not given to the actor, or they must agree to the present consent.
        Invalid: There are more than 100 findings.
    """

    permission = "feedback.join_panels"
    personal = ("findings",)

    task: PanelTaskId
    findings: tuple[FindingDraft, ...] = ()


@frozen
class RemindPanelist(Command[None]):
    """Tell a panelist that a task is due soon, unless it was handed in; for the host only."""

    permission = "feedback.notify"

    task: PanelTaskId
    member: MemberId


@frozen(kw_only=True)
class NotifyPanelists(Command[None]):
    """Tell panelists that they must agree to a changed consent, some hundred at a time; for the host only.

    Attributes:
        panel: Which.
        after: The last one told before; left out, it begins.
    """

    permission = "feedback.notify"
    when_archived: ClassVar[bool] = True

    panel: PanelId
    after: MemberId | None = None
