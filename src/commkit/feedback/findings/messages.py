"""The commands and queries of findings."""

from attrs import field, frozen

from commkit.feedback.findings.records import Finding, FindingDraft, FindingId
from commkit.feedback.panels.records import PanelId
from commkit.feedback.tasks.records import PanelTaskAssignment, PanelTaskId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page


@frozen
class MarkDuplicateFinding(Command[Finding]):
    """Mark a finding as a duplicate of an earlier one.

    Attributes:
        finding: The finding.
        original: The earlier finding.

    Raises:
        Conflict: It is marked already, or is the earlier of the two, or they are of different panels.
    """

    permission = "feedback.manage_panels"

    finding: FindingId
    original: FindingId


@frozen
class SubmitFindings(TextCommand[PanelTaskAssignment]):
    """Submit the findings of a task, once; no findings are a valid result.

    Attributes:
        task: The task.
        findings: At most 100 findings.

    Raises:
        Conflict: It was submitted already or is not assigned to the actor, or the actor has not accepted the current
            consent.
        Invalid: There are more than 100 findings.
    """

    permission = "feedback.join_panels"
    shown = ("findings",)
    personal = ("findings",)

    task: PanelTaskId
    findings: tuple[FindingDraft, ...] = ()


@frozen
class ReadFinding(Query[Finding]):
    """One finding, for its author and for members who manage panels."""

    permission = "feedback.join_panels"
    finding: FindingId


@frozen
class ListFindings(Query[Page[Finding]]):
    """The findings in a panel, newest first; panelists see their own.

    Attributes:
        panel: The panel.
        after: The `next` of the previous page.
        limit: Findings on a page, 1 to 100.
    """

    permission = "feedback.join_panels"
    personal = ()

    panel: PanelId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
