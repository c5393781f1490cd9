"""The facts of findings."""

from attrs import frozen

from commkit.feedback.findings.records import FindingId
from commkit.feedback.panels.records import PanelId
from commkit.feedback.tasks.records import PanelTaskId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class FindingsSubmitted(Fact):
    """A panelist submitted the findings of a task."""

    name = "feedback.findings_submitted"
    visible_to = "feedback.join_panels"
    panel: PanelId
    task: PanelTaskId
    member: MemberId
    findings: int


@frozen
class FindingMarkedDuplicate(Fact):
    """A finding was marked as a duplicate."""

    name = "feedback.finding_marked_duplicate"
    visible_to = "feedback.join_panels"
    panel: PanelId
    finding: FindingId
    original: FindingId
